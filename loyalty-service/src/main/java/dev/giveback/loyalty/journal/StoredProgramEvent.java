package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.platform.journal.ChainHash;

/** A stored event of a program. */
public record StoredProgramEvent(ProgramEvent event, ByteString eventBytes, ByteString chainHash)
        implements StoredEvent {
    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredProgramEvent following(ByteString previousHash, ProgramEvent event) {
        ByteString bytes = event.toByteString();
        return new StoredProgramEvent(event, bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredProgramEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        return new StoredProgramEvent(
                ProgramEvent.parseFrom(stored.getEvent()), stored.getEvent(), stored.getChainHash());
    }
}
