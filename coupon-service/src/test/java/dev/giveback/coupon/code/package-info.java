@NullMarked
package dev.giveback.coupon.code;

import org.jspecify.annotations.NullMarked;
