package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Reward;

/**
 * A follow-up without its notes.
 *
 * @param source {@code surveys/{survey}}
 * @param orderId empty if it is about none
 * @param state number of the contract's
 * @param recovery of no points and no campaign for nothing
 */
public record FollowUpEntry(
        CustomerId customer,
        String contactId,
        String source,
        String orderId,
        int score,
        int state,
        String assignee,
        long createMillis,
        long updateMillis,
        Reward recovery) {
    /** Where a page that it ends would end. */
    public PageKey key() {
        return new PageKey(createMillis, customer.customer(), contactId);
    }
}
