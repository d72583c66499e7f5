/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.domain.planted;

import org.jspecify.annotations.NullMarked;
