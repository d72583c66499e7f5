/** Tests of the coupon service as a whole. */
@NullMarked
package dev.giveback.coupon;

import org.jspecify.annotations.NullMarked;
