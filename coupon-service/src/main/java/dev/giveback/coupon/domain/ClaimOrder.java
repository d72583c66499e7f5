package dev.giveback.coupon.domain;

/**
 * One customer's wish for a coupon.
 *
 * @param claimId by {@link ClaimId}
 * @param customer without the program
 * @param way by which it is asked for
 * @param forCheckout whether a checkout asks, so that the claim falls back after a while
 * @param quoteToken as {@link Quote} gave it; empty without
 */
public record ClaimOrder(String claimId, String customer, Way way, boolean forCheckout, String quoteToken) {
    /** How a coupon is asked for. */
    public sealed interface Way {
        /** By a code, as typed. */
        record ByCode(String typed) implements Way {}

        /** By somebody who gives it. */
        record ByHand() implements Way {}

        /** For points. */
        record ByPoints() implements Way {}
    }
}
