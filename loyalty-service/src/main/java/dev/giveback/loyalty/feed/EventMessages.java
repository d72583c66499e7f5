package dev.giveback.loyalty.feed;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.journal.EntryTypes;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import org.jspecify.annotations.Nullable;

/** Rows of the journal as they are stored: of an event no more is read than what it is about and when it was recorded. */
final class EventMessages implements FeedMessages<TailEventsResponse> {
    private final EventFilter filter;

    EventMessages(EventFilter filter) {
        this.filter = filter;
    }

    @Override
    public @Nullable TailEventsResponse of(FeedEnvelope row) {
        if (!filter.wantsJournal(row.persistenceId())) {
            return null;
        }
        return row.persistenceId().startsWith(PersistenceIds.CUSTOMER_PREFIX) ? ofCustomer(row) : ofProgram(row);
    }

    private @Nullable TailEventsResponse ofCustomer(FeedEnvelope envelope) {
        StoredRow row = StoredRow.of(envelope);
        StatementEntryType type = EntryTypes.of(row.change());
        if (!filter.wantsType(type)) {
            return null;
        }
        return at(envelope.offset())
                .setCustomer(row.customer().name())
                .setSequenceNumber(envelope.sequenceNumber())
                .setRecordTime(Timestamps.fromMillis(row.recordMillis()))
                .setType(type)
                .setChainHash(row.chainHash())
                .setEvent(row.bytes())
                .build();
    }

    private static TailEventsResponse ofProgram(FeedEnvelope envelope) {
        try {
            JournalRecord stored = JournalRecord.parseFrom(envelope.payload());
            ProgramEvent event = ProgramEvent.parseFrom(stored.getEvent());
            return at(envelope.offset())
                    .setProgram(
                            "programs/" + envelope.persistenceId().substring(PersistenceIds.PROGRAM_PREFIX.length()))
                    .setSequenceNumber(envelope.sequenceNumber())
                    .setRecordTime(Timestamps.fromMillis(event.getRecordMillis()))
                    .setChainHash(stored.getChainHash())
                    .setEvent(stored.getEvent())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw StoredRow.unreadable(envelope, e);
        }
    }

    @Override
    public TailEventsResponse progress(FeedOffset readUpTo) {
        return at(readUpTo).build();
    }

    private static TailEventsResponse.Builder at(FeedOffset offset) {
        return TailEventsResponse.newBuilder()
                .setResumeToken(offset.toString())
                .setTransaction(offset.transactionId())
                .setOrdering(offset.ordering());
    }
}
