/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.archive.planted;

import org.jspecify.annotations.NullMarked;
