package dev.giveback.platform.acts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;

/** A stored step of what an admin did. */
public record StoredAdminEvent(AdminEvent event, ByteString eventBytes, ByteString chainHash) {
    /** What serializers call it: version 1. */
    public static final String MANIFEST = "A1";

    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredAdminEvent following(ByteString previousHash, AdminEvent event) {
        ByteString bytes = event.toByteString();
        return new StoredAdminEvent(event, bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredAdminEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        return new StoredAdminEvent(AdminEvent.parseFrom(stored.getEvent()), stored.getEvent(), stored.getChainHash());
    }

    /** What the row holds. */
    public JournalRecord toRecord() {
        return JournalRecord.newBuilder()
                .setChainHash(chainHash)
                .setEvent(eventBytes)
                .build();
    }
}
