package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.journal.v1.StoredAnswered;
import java.util.Map;

/**
 * An answer.
 *
 * @param orderId empty if it is about none
 * @param texts by their hashes, hexadecimal; those that were erased, or not asked for, are missing
 * @param isDelivered whether its reward has reached the customer
 */
public record AnswerEntry(
        CustomerId customer,
        String contactId,
        long sourceVersion,
        String orderId,
        StoredAnswered answered,
        Map<String, String> texts,
        long answerMillis,
        boolean isDelivered) {
    public AnswerEntry {
        texts = Map.copyOf(texts);
    }

    /** Where a page that it ends would end. */
    public PageKey key() {
        return new PageKey(answerMillis, customer.customer(), contactId);
    }

    /** Nothing of the texts, because they are personal. */
    @Override
    public String toString() {
        return "AnswerEntry[" + customer + ", " + contactId + "]";
    }
}
