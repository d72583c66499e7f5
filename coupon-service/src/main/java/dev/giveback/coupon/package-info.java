/** The coupon service: wiring, settings, start and stop. */
@NullMarked
package dev.giveback.coupon;

import org.jspecify.annotations.NullMarked;
