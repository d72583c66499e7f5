package dev.giveback.loyalty.insight;

/**
 * Points of one lot that are left.
 *
 * @param id its number in the customer
 * @param expiresMillis 0 is never
 * @param expiresDay the last day on which they can be used, {@link #NEVER} is never
 * @param day on which it came
 * @param month in which it began
 * @param isLeaving whether it went with a merge that is under way
 */
record Lot(long id, long remaining, long expiresMillis, int expiresDay, int day, int month, boolean isLeaving) {
    /** The day of what never expires. */
    static final int NEVER = Integer.MAX_VALUE;

    Lot less(long points) {
        return new Lot(id, remaining - points, expiresMillis, expiresDay, day, month, isLeaving);
    }

    Lot leaving(boolean now) {
        return new Lot(id, remaining, expiresMillis, expiresDay, day, month, now);
    }

    boolean isLiveAt(long millis) {
        return expiresMillis == 0 || expiresMillis > millis;
    }
}
