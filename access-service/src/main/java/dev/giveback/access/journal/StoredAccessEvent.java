package dev.giveback.access.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;

/**
 * One row of the journal: an event, and the very bytes that are stored for it. The bytes are made once, before the hash, and are never
 * parsed and written again, so that the hash covers what is stored.
 */
public record StoredAccessEvent(AccessEvent event, ByteString eventBytes, ByteString chainHash) {
    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredAccessEvent following(ByteString previousHash, AccessEvent event) {
        ByteString bytes = event.toByteString();
        return new StoredAccessEvent(event, bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredAccessEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        AccessEvent event = AccessEvent.parseFrom(stored.getEvent());
        if (event.getChangeCase() == AccessEvent.ChangeCase.CHANGE_NOT_SET) {
            throw new IllegalArgumentException("event: of an unknown kind");
        }
        return new StoredAccessEvent(event, stored.getEvent(), stored.getChainHash());
    }

    /** What the row holds. */
    public JournalRecord toRecord() {
        return JournalRecord.newBuilder()
                .setChainHash(chainHash)
                .setEvent(eventBytes)
                .build();
    }
}
