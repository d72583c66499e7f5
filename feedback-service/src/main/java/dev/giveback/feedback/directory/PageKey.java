package dev.giveback.feedback.directory;

/**
 * Where a page ended: lists are in the order of time, then customer, then contact.
 *
 * @param millis of what the list is ordered by
 */
public record PageKey(long millis, String customer, String contactId) {
    /** Before everything that is oldest first. */
    public static final PageKey OLDEST = new PageKey(Long.MIN_VALUE, "", "");

    /** Before everything that is latest first. */
    public static final PageKey LATEST = new PageKey(Long.MAX_VALUE, "", "");
}
