/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.code.planted;

import org.jspecify.annotations.NullMarked;
