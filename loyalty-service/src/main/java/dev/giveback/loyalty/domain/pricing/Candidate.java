package dev.giveback.loyalty.domain.pricing;

/**
 * A coupon that the basket allows, with the places of its eligible lines worked out.
 *
 * @param idBit one bit a candidate; the first in the order of offers has the highest
 * @param classBit one bit a stacking class
 * @param lines places, from 0, in ascending order
 * @param quantities of these lines
 */
@SuppressWarnings("ArrayRecordComponent") // It lives for one pricing and is never compared.
record Candidate(Offer offer, int idBit, int classBit, int[] lines, long[] quantities) {
    CouponTerms terms() {
        return offer.terms();
    }

    Benefit benefit() {
        return offer.terms().benefit();
    }

    /** What the eligible lines still cost. */
    long[] costs(long[] left) {
        long[] costs = new long[lines.length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = left[lines[i]];
        }
        return costs;
    }
}
