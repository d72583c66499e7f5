package dev.giveback.loyalty.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.CustomerEvent.ChangeCase;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.platform.feed.FeedEnvelope;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A row of a customer's journal. Most rows tell a feed nothing, so what a row is about is seen in its bytes, and only rows that matter are
 * parsed.
 */
record StoredRow(FeedEnvelope envelope, ByteString chainHash, ByteString bytes) {
    /**
     * Opens a row.
     *
     * @throws IllegalStateException when this build cannot read it; the feed stops there, because what it left out would never come
     */
    static StoredRow of(FeedEnvelope envelope) {
        if (envelope.serializerId() != JournalSerializer.IDENTIFIER
                || !envelope.manifest().equals(JournalSerializer.CUSTOMER_EVENT)) {
            throw unreadable(envelope, null);
        }
        try {
            JournalRecord stored = JournalRecord.parseFrom(envelope.payload());
            return new StoredRow(envelope, stored.getChainHash(), stored.getEvent());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(envelope, e);
        }
    }

    /** Whose it is. */
    CustomerId customer() {
        return CustomerId.ofEntity(envelope.persistenceId().substring(PersistenceIds.CUSTOMER_PREFIX.length()));
    }

    /** What happened: the fields from the first kind of change on are changes. */
    ChangeCase change() {
        try {
            CodedInputStream input = bytes.newCodedInput();
            @Nullable ChangeCase change = null;
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                int number = WireFormat.getTagFieldNumber(tag);
                @Nullable ChangeCase found = ChangeCase.forNumber(number);
                change = found == null ? change : found;
                input.skipField(tag);
            }
            if (change == null) {
                throw unreadable(envelope, null);
            }
            return change;
        } catch (IOException e) {
            throw unreadable(envelope, e);
        }
    }

    /** When it was recorded; it is the first field, so the rest is not read. */
    long recordMillis() {
        try {
            CodedInputStream input = bytes.newCodedInput();
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == CustomerEvent.RECORD_MILLIS_FIELD_NUMBER) {
                    return input.readInt64();
                }
                input.skipField(tag);
            }
            return 0;
        } catch (IOException e) {
            throw unreadable(envelope, e);
        }
    }

    /** Whether the field at the end of this path of field numbers is set. */
    boolean has(int... path) {
        try {
            return has(bytes.newCodedInput(), path, 0);
        } catch (IOException e) {
            throw unreadable(envelope, e);
        }
    }

    private static boolean has(CodedInputStream input, int[] path, int depth) throws IOException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) != path[depth]) {
                input.skipField(tag);
            } else if (depth == path.length - 1) {
                return true;
            } else {
                int outer = input.pushLimit(input.readRawVarint32());
                if (has(input, path, depth + 1)) {
                    return true;
                }
                input.popLimit(outer);
            }
        }
        return false;
    }

    /** All of it. */
    CustomerEvent event() {
        try {
            return StoredEvents.read(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(envelope, e);
        }
    }

    static IllegalStateException unreadable(FeedEnvelope envelope, @Nullable Exception cause) {
        return new IllegalStateException(
                "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber()
                        + ": not readable by this build (was it written by a later one?)",
                cause);
    }
}
