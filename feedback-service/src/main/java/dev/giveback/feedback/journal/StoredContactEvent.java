package dev.giveback.feedback.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.feedback.domain.ContactEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;

/**
 * One row of the journal: an event as it is read, and the very bytes that are stored for it. The bytes are made once, before the
 * hash, and are never parsed and written again, so that the hash covers what is stored.
 */
public record StoredContactEvent(ContactEvent event, ByteString eventBytes, ByteString chainHash) {
    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredContactEvent following(ByteString previousHash, ContactEvent event) {
        dev.giveback.journal.v1.ContactEvent stored = ContactEventMapper.toProto(event);
        ByteString bytes = stored.toByteString();
        // As it will be read again, to the millisecond: so that the state of now is the state after a restart.
        return new StoredContactEvent(ContactEventMapper.toDomain(stored), bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredContactEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        return new StoredContactEvent(
                ContactEventMapper.toDomain(dev.giveback.journal.v1.ContactEvent.parseFrom(stored.getEvent())),
                stored.getEvent(),
                stored.getChainHash());
    }

    /** What the row holds. */
    public JournalRecord toRecord() {
        return JournalRecord.newBuilder()
                .setChainHash(chainHash)
                .setEvent(eventBytes)
                .build();
    }
}
