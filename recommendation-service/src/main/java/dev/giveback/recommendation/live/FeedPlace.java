package dev.giveback.recommendation.live;

import java.util.Comparator;

/** A place in the feed, greater than that of every event before: first by transaction, then by ordering. */
public record FeedPlace(long transaction, long ordering) implements Comparable<FeedPlace> {
    /** Before every event. */
    public static final FeedPlace START = new FeedPlace(0, 0);

    private static final Comparator<FeedPlace> ORDER =
            Comparator.comparingLong(FeedPlace::transaction).thenComparingLong(FeedPlace::ordering);

    @Override
    public int compareTo(FeedPlace other) {
        return ORDER.compare(this, other);
    }

    /** Whether it lies behind the other. */
    public boolean isAfter(FeedPlace other) {
        return compareTo(other) > 0;
    }
}
