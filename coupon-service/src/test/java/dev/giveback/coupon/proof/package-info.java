@NullMarked
package dev.giveback.coupon.proof;

import org.jspecify.annotations.NullMarked;
