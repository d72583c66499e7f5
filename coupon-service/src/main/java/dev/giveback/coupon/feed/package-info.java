/** How campaigns learn what became of their coupons: the feed of loyalty-service, brought to each campaign exactly once. */
@NullMarked
package dev.giveback.coupon.feed;

import org.jspecify.annotations.NullMarked;
