package dev.giveback.loyalty.shadow;

/**
 * What became of one customer on each side.
 *
 * @param tierId at the end, under the recorded rules
 * @param isMember at the end
 * @param orders counted, under the recorded rules
 * @param spend of them in minor units, less refunds
 * @param baseline what it has spent for good and has left, in points, under the recorded rules
 * @param candidates the same under each candidate
 */
@SuppressWarnings("ArrayRecordComponent") // There is one a customer, and none is compared.
public record CustomerOutcome(
        String customer, String tierId, boolean isMember, long orders, long spend, long baseline, long[] candidates) {
    /** What it gains by a candidate, in points; negative for a loss. */
    public long gain(int candidate) {
        return candidates[candidate] - baseline;
    }
}
