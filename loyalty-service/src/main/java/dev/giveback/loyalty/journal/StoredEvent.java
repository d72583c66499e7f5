package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;

/**
 * One row of the journal: an event as it is read, and the very bytes that are stored for it. The bytes are made once, before the
 * hash, and are never parsed and written again, so that the hash covers what is stored.
 */
public sealed interface StoredEvent permits StoredCustomerEvent, StoredProgramEvent {
    /** The stored bytes of the event. */
    ByteString eventBytes();

    /** Hash of this record, 32 bytes; see {@link ChainHash}. */
    ByteString chainHash();

    /** What the row holds. */
    default JournalRecord toRecord() {
        return JournalRecord.newBuilder()
                .setChainHash(chainHash())
                .setEvent(eventBytes())
                .build();
    }
}
