package dev.giveback.feedback.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.WebhookChanged;
import dev.giveback.platform.journal.ChainHash;

/** One row of the journal: a change of webhooks as it is read, and the very bytes that are stored for it. */
public record StoredWebhookEvent(WebhookChanged event, ByteString eventBytes, ByteString chainHash) {
    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredWebhookEvent following(ByteString previousHash, WebhookChanged event) {
        ByteString bytes = event.toByteString();
        return new StoredWebhookEvent(event, bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredWebhookEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        return new StoredWebhookEvent(
                WebhookChanged.parseFrom(stored.getEvent()), stored.getEvent(), stored.getChainHash());
    }

    /** What the row holds. */
    public JournalRecord toRecord() {
        return JournalRecord.newBuilder()
                .setChainHash(chainHash)
                .setEvent(eventBytes)
                .build();
    }
}
