/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.rules.planted;

import org.jspecify.annotations.NullMarked;
