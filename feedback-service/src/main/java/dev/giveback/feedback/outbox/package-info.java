/** What was decided to be sent goes out: tries with leases, each recorded before and after. */
@NullMarked
package dev.giveback.feedback.outbox;

import org.jspecify.annotations.NullMarked;
