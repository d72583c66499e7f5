/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.proof.planted;

import org.jspecify.annotations.NullMarked;
