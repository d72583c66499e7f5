package dev.giveback.coupon.feed;

import dev.giveback.platform.tail.FeedName;

/** The feeds that are read. */
final class Feeds {
    /** What becomes of coupons. */
    static final FeedName COUPONS = new FeedName("campaigns", 8_172_001);

    /** Orders made and refunded. */
    static final FeedName ORDERS = new FeedName("orders", 8_172_002);

    private Feeds() {}
}
