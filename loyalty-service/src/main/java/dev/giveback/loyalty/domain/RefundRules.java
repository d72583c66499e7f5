package dev.giveback.loyalty.domain;

/**
 * Which refunds are accepted.
 *
 * @param windowDays after the purchase; 0 is always
 * @param shortfall what happens when the points are already spent
 * @param restoreGraceDays that points and coupons given back can be used at least; 0 leaves them their own expiry
 */
public record RefundRules(int windowDays, Shortfall shortfall, int restoreGraceDays) {
    public RefundRules {
        Limits.atLeast(0, windowDays, "windowDays");
        Limits.atLeast(0, restoreGraceDays, "restoreGraceDays");
    }

    /** Without grace. */
    public RefundRules(int windowDays, Shortfall shortfall) {
        this(windowDays, shortfall, 0);
    }

    /** What happens when a refund must take back more points than there are. */
    public enum Shortfall {
        CLAMP,
        ALLOW_NEGATIVE,
        REFUSE
    }
}
