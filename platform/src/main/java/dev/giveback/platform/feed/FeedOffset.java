package dev.giveback.platform.feed;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed: after the row with this transaction and this ordering. Its text is {@code 123:456}.
 *
 * @param transactionId the transaction that wrote the row, never reused by the database server
 * @param ordering the row's place within its transaction
 */
public record FeedOffset(long transactionId, long ordering) implements Comparable<FeedOffset> {
    /** Before every row. */
    public static final FeedOffset START = new FeedOffset(0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,19}):(\\d{1,19})");
    private static final Comparator<FeedOffset> ORDER =
            Comparator.comparingLong(FeedOffset::transactionId).thenComparingLong(FeedOffset::ordering);

    /** Refuses numbers below zero. */
    public FeedOffset {
        if (transactionId < 0 || ordering < 0) {
            throw new IllegalArgumentException(
                    "offset: " + transactionId + ":" + ordering + " (expected: two numbers >= 0)");
        }
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when {@code text} is anything else
     */
    public static FeedOffset parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("offset: \"" + text + "\" (expected: 123:456)");
        }
        return new FeedOffset(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public int compareTo(FeedOffset other) {
        return ORDER.compare(this, other);
    }

    /** The text form, {@code 123:456}. */
    @Override
    public String toString() {
        return transactionId + ":" + ordering;
    }
}
