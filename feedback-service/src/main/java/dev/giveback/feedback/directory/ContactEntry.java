package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;

/**
 * A contact as it stood after the latest event that the read model has seen. Numbers are those of the contract's enums; times that there are not are 0.
 *
 * @param source {@code surveys/{survey}} or {@code messages/{message}}
 */
public record ContactEntry(
        CustomerId customer,
        String contactId,
        String source,
        long sourceVersion,
        int occasion,
        String reference,
        int channel,
        int purpose,
        int state,
        int reason,
        int chancePer10000,
        int drawn,
        String languageCode,
        long decideMillis,
        long sendMillis,
        int attempts,
        long retryMillis,
        String lastError,
        long expireMillis,
        long answerMillis) {
    /** Where a page that it ends would end. */
    public PageKey key() {
        return new PageKey(decideMillis, customer.customer(), contactId);
    }
}
