/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.journal.planted;

import org.jspecify.annotations.NullMarked;
