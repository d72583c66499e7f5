/** Tests of this package. */
@NullMarked
package dev.giveback.feedback.outbox;

import org.jspecify.annotations.NullMarked;
