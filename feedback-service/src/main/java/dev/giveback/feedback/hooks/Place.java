package dev.giveback.feedback.hooks;

import java.util.Comparator;

/**
 * A place in loyalty-service's feed of events.
 *
 * @param token by which the feed goes on after it; empty for the beginning
 * @param transaction first by this
 * @param ordering then by this
 */
public record Place(String token, long transaction, long ordering) implements Comparable<Place> {
    /** Before every event. */
    public static final Place START = new Place("", 0, 0);

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::transaction).thenComparingLong(Place::ordering);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** Whether it is at or behind another one. */
    public boolean reaches(Place other) {
        return compareTo(other) >= 0;
    }

    /** The later of two. */
    public Place orLater(Place other) {
        return reaches(other) ? this : other;
    }
}
