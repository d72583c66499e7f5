package dev.giveback.coupon.domain;

/**
 * One order that a surprise's condition held for, and what chance made of it.
 *
 * @param customer without the program
 * @param roll 0 to 9,999
 */
public record Draw(String customer, String orderId, int roll, Outcome outcome) {
    /** What can come of a draw; when several apply, the first in this order. */
    public enum Outcome {
        /** The roll did not win. */
        LOST,
        /** The customer was given the gift, or held out from it, not long ago. */
        REMEMBERED,
        /** The customer has as many as one may have. */
        CUSTOMER_LIMIT_REACHED,
        /** As many were given as may be in a day. */
        DAY_LIMIT_REACHED,
        /** All were given. */
        TOTAL_LIMIT_REACHED,
        /** The budget does not cover another one. */
        BUDGET_EXHAUSTED,
        /** The customer belongs to the control group. */
        HELD_OUT,
        /** There is a claim. */
        WON;

        /** Whether the customer is remembered for the gift: who is held out is treated as if given. */
        boolean isRemembered() {
            return this == WON || this == HELD_OUT;
        }
    }
}
