/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.contract.planted;

import org.jspecify.annotations.NullMarked;
