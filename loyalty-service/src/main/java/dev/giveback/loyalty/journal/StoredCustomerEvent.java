package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.platform.journal.ChainHash;

/** A stored event of a customer, decoded. */
public record StoredCustomerEvent(CustomerEvent event, ByteString eventBytes, ByteString chainHash)
        implements StoredEvent {
    /**
     * The record that follows the one with this hash.
     *
     * @param previousHash {@link ChainHash#NONE} for the first
     */
    public static StoredCustomerEvent following(ByteString previousHash, CustomerEvent event) {
        ByteString bytes = CustomerEventMapper.toProto(event).toByteString();
        return new StoredCustomerEvent(event, bytes, ChainHash.next(previousHash, bytes));
    }

    /** Reads a row; the hash is taken as it stands and not checked. */
    public static StoredCustomerEvent of(JournalRecord stored) throws InvalidProtocolBufferException {
        return new StoredCustomerEvent(
                CustomerEventMapper.toDomain(StoredEvents.read(stored.getEvent())),
                stored.getEvent(),
                stored.getChainHash());
    }
}
