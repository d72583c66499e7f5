package dev.giveback.torture.process;

/**
 * What one client did to one customer, and what it saw.
 *
 * @param what in words
 * @param points that are added, or taken when negative; 0 for a look
 * @param invoked when it was sent, in nanoseconds
 * @param returned when its answer was there
 * @param isRefused whether it was refused for want of points
 * @param balance that was told right after; of no meaning when it was refused
 */
record Operation(String what, long points, long invoked, long returned, boolean isRefused, long balance) {
    /** Whether a customer with these points can have answered so. */
    boolean fits(long before) {
        if (isRefused) {
            return before + points < 0;
        }
        return before + points >= 0 && before + points == balance;
    }

    /** The points after it. */
    long after(long before) {
        return isRefused ? before : before + points;
    }

    @Override
    public String toString() {
        return invoked + " to " + returned + ": " + what + " " + points
                + (isRefused ? " refused" : ", balance " + balance);
    }
}
