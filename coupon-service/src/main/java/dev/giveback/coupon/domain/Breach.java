package dev.giveback.coupon.domain;

/**
 * A recorded event that breaks a rule.
 *
 * @param message what was found and what was expected
 */
public record Breach(Rule rule, String message) {
    /** What must hold of events; the published {@code CampaignRule} says what each means. */
    public enum Rule {
        EVENT,
        RECORD_TIME,
        REQUEST_ID,
        STATE,
        TOTAL_LIMIT,
        DAY_LIMIT,
        CUSTOMER_LIMIT,
        BUDGET,
        CODE,
        CLAIM,
        COUNTS,
        DRAW
    }
}
