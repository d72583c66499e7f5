@NullMarked
package dev.giveback.coupon.rules;

import org.jspecify.annotations.NullMarked;
