/** Violations that the architecture rules must catch. */
@NullMarked
package dev.giveback.coupon.customers.planted;

import org.jspecify.annotations.NullMarked;
