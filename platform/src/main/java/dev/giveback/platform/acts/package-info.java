/** What admins do: the journal of their acts, and the long works that run beside the checkouts. */
@NullMarked
package dev.giveback.platform.acts;

import org.jspecify.annotations.NullMarked;
