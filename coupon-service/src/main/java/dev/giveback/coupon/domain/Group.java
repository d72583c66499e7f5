package dev.giveback.coupon.domain;

/**
 * A group of customers and what they did in the days after their first moment.
 *
 * @param returned customers who ordered
 * @param complete customers whose days are over
 * @param orders of all
 * @param spent minor units of all, refunds subtracted
 * @param meanSpent minor units of one customer; 0 for an empty group
 * @param variance of that between customers, with one less than their number as the divisor; 0 for fewer than two
 */
public record Group(
        long customers, long returned, long complete, long orders, long spent, double meanSpent, double variance) {
    /** Share of customers who ordered; 0 for an empty group. */
    public double returnRate() {
        return customers == 0 ? 0 : (double) returned / customers;
    }
}
