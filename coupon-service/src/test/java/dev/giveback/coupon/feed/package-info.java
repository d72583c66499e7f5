@NullMarked
package dev.giveback.coupon.feed;

import org.jspecify.annotations.NullMarked;
