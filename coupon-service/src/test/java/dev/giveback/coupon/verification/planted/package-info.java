/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.verification.planted;

import org.jspecify.annotations.NullMarked;
