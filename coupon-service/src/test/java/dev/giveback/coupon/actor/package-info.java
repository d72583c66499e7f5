@NullMarked
package dev.giveback.coupon.actor;

import org.jspecify.annotations.NullMarked;
