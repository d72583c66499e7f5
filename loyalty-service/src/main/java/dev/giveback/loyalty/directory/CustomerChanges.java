package dev.giveback.loyalty.directory;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.platform.feed.FeedEnvelope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rows of the journal come to for their customers. */
final class CustomerChanges {
    private CustomerChanges() {}

    /** Of a group of the feed, one for each customer in it. */
    static Collection<CustomerChange> of(List<FeedEnvelope> envelopes) {
        Map<String, CustomerChange> changes = new HashMap<>();
        for (FeedEnvelope envelope : envelopes) {
            String id = envelope.persistenceId();
            long sequenceNumber = envelope.sequenceNumber();
            changes.computeIfAbsent(id, unseen -> new CustomerChange(CustomerKey.parse(unseen)))
                    .add(
                            sequenceNumber,
                            event(
                                    id,
                                    sequenceNumber,
                                    envelope.serializerId(),
                                    envelope.manifest(),
                                    envelope.payload()));
        }
        return changes.values();
    }

    /**
     * The event of a row.
     *
     * @throws IllegalStateException when this build cannot read it
     */
    static CustomerEvent event(
            String persistenceId, long sequenceNumber, int serializerId, String manifest, ByteString payload) {
        if (serializerId != JournalSerializer.IDENTIFIER || !manifest.equals(JournalSerializer.CUSTOMER_EVENT)) {
            throw new IllegalStateException(named(persistenceId, sequenceNumber) + ": stored as " + serializerId + " "
                    + manifest + " (expected: " + JournalSerializer.IDENTIFIER + " " + JournalSerializer.CUSTOMER_EVENT
                    + ")");
        }
        try {
            return StoredEvents.read(JournalRecord.parseFrom(payload).getEvent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(named(persistenceId, sequenceNumber) + ": not readable", e);
        }
    }

    private static String named(String persistenceId, long sequenceNumber) {
        return "event of " + persistenceId + " with sequence number " + sequenceNumber;
    }
}
