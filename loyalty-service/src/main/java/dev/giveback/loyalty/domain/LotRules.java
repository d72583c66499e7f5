package dev.giveback.loyalty.domain;

/**
 * The life of earned points, in days of the program's zone.
 *
 * @param pendingDays before they can be spent; 0 is at once
 * @param expiryDays after which they expire; 0 is never
 */
public record LotRules(int pendingDays, int expiryDays) {
    public LotRules {
        Limits.atLeast(0, pendingDays, "pendingDays");
        Limits.atLeast(0, expiryDays, "expiryDays");
        if (expiryDays > 0 && expiryDays <= pendingDays) {
            throw new IllegalArgumentException(
                    "expiryDays: " + expiryDays + " (expected: more than pendingDays, " + pendingDays + ")");
        }
    }
}
