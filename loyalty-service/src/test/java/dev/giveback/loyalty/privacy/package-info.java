/** Sealing, and the master keys. */
@NullMarked
package dev.giveback.loyalty.privacy;

import org.jspecify.annotations.NullMarked;
