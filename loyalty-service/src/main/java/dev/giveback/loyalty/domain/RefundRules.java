package dev.giveback.loyalty.domain;

/**
 * Which refunds are accepted.
 *
 * @param windowDays after the purchase; 0 is always
 * @param shortfall what happens when the points are already spent
 */
public record RefundRules(int windowDays, Shortfall shortfall) {
    public RefundRules {
        Limits.atLeast(0, windowDays, "windowDays");
    }

    /** What happens when a refund must take back more points than there are. */
    public enum Shortfall {
        CLAMP,
        ALLOW_NEGATIVE,
        REFUSE
    }
}
