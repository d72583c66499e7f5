package dev.giveback.coupon.domain;

/** What happens at a campaign's limits. Each keeps to what it states, whatever claims race. */
public enum Overage {
    /** What is over a limit is refused. */
    STRICT,
    /** A claim that was quoted to the same customer, no longer ago than a claim lives, is honoured once beyond the limits. */
    HONOUR_QUOTED,
    /** So many more are accepted beyond the numbers, but not beyond the budget. */
    GRACE
}
