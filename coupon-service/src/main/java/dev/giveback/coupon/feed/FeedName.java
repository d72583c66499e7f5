package dev.giveback.coupon.feed;

/**
 * One feed that is read.
 *
 * @param reader under which the progress is kept
 * @param lock any number that no other lock of this database uses
 */
record FeedName(String reader, int lock) {
    /** What becomes of coupons. */
    static final FeedName COUPONS = new FeedName("campaigns", 8_172_001);

    /** Orders made and refunded. */
    static final FeedName ORDERS = new FeedName("orders", 8_172_002);
}
