package dev.giveback.coupon.domain;

import java.time.Instant;

/**
 * Claims of one day.
 *
 * @param start beginning of the day in the program's zone
 */
public record DayCount(Instant start, long claims) {
    static final DayCount NONE = new DayCount(Instant.EPOCH, 0);

    /** Claims of the day that begins then. */
    long on(Instant dayStart) {
        return dayStart.equals(start) ? claims : 0;
    }

    DayCount plus(Instant dayStart, long more) {
        return new DayCount(dayStart, on(dayStart) + more);
    }

    /** Without the claim of this time, if the day counts it. */
    DayCount minus(Instant claimTime) {
        return counts(claimTime) ? new DayCount(start, claims - 1) : this;
    }

    boolean counts(Instant claimTime) {
        return claims > 0 && !claimTime.isBefore(start);
    }
}
