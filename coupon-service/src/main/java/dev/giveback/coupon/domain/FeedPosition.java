package dev.giveback.coupon.domain;

import java.util.Comparator;

/** A place in the feed of the customers' coupons; later changes have greater ones. */
public record FeedPosition(long transaction, long ordering) implements Comparable<FeedPosition> {
    /** Before everything. */
    public static final FeedPosition START = new FeedPosition(0, 0);

    private static final Comparator<FeedPosition> ORDER =
            Comparator.comparingLong(FeedPosition::transaction).thenComparingLong(FeedPosition::ordering);

    @Override
    public int compareTo(FeedPosition other) {
        return ORDER.compare(this, other);
    }
}
