package dev.giveback.coupon.domain;

/**
 * How many coupons, and for how much money; 0 is no limit.
 *
 * @param total coupons in all
 * @param perCustomer coupons of one customer
 * @param perDay coupons given in one day of the program's zone
 * @param budget minor units that the discounts may come to
 * @param overage what happens at {@code total}, {@code perDay} and {@code budget}
 * @param grace coupons beyond {@code total} and {@code perDay} under {@link Overage#GRACE}, used up for good
 */
public record Limits(long total, int perCustomer, long perDay, long budget, Overage overage, long grace) {
    /** As many as one likes. */
    public static final Limits NONE = new Limits(0, 0, 0, 0, Overage.STRICT, 0);

    /** Claims that may wait for one campaign on one node. */
    public static final int MAX_WAITING_CLAIMS = 10_000;

    /** Claims that are decided together at most. */
    public static final int MAX_BATCH = 1_000;

    /** Customers of the control group whose refusals a campaign records. */
    public static final int MAX_HELD_OUT = 1_000_000;

    /** Changes by hand that a campaign remembers, so that a repeat is given the first answer. */
    public static final int REMEMBERED_REQUESTS = 20;

    public Limits {
        if (total < 0 || perCustomer < 0 || perDay < 0 || budget < 0 || grace < 0) {
            throw new IllegalArgumentException("limits: " + total + ", " + perCustomer + ", " + perDay + ", " + budget
                    + ", " + grace + " (expected: >= 0)");
        }
    }

    /** Whether there is none at all. */
    public boolean areNone() {
        return total == 0 && perCustomer == 0 && perDay == 0 && budget == 0;
    }
}
