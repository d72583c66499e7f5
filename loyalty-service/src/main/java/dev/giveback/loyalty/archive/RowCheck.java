package dev.giveback.loyalty.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.journal.ChainHash;
import java.io.NotSerializableException;

/** Checks that a row is the one after the one before: it belongs here, its number and its hash follow, and this build can read it. */
public final class RowCheck {
    private final JournalSerializer serializer = new JournalSerializer();
    private final ExportScope scope;

    /** @param scope what the file says that it holds */
    public RowCheck(ExportScope scope) {
        this.scope = scope;
    }

    /**
     * The end of one journal.
     *
     * @param sequenceNumber of its last record; 0 before the first
     * @param chainHash of its last record
     */
    public record End(long sequenceNumber, ByteString chainHash) {
        /** Of a journal without records. */
        public static final End NONE = new End(0, ChainHash.NONE);
    }

    /**
     * The end of the row's journal after it.
     *
     * @param before where that journal ended
     * @param block that holds the row
     * @param byteOffset where that block begins
     */
    public End after(End before, ExportRow row, long block, long byteOffset) throws DamagedExportException {
        String broken = problem(before, row);
        if (!broken.isEmpty()) {
            throw DamagedExportException.row(
                    block, byteOffset, row.getPersistenceId(), row.getSequenceNumber(), broken);
        }
        return new End(row.getSequenceNumber(), recordOf(row).getChainHash());
    }

    private String problem(End before, ExportRow row) {
        String manifest = manifestOf(row.getPersistenceId());
        if (manifest.isEmpty() || !scope.holds(row.getPersistenceId())) {
            return "this is no journal of what the file says that it holds";
        }
        if (row.getSequenceNumber() != before.sequenceNumber() + 1) {
            return "its number does not follow (expected: " + (before.sequenceNumber() + 1) + ")";
        }
        if (row.getSerializerId() != JournalSerializer.IDENTIFIER
                || !row.getManifest().equals(manifest)) {
            return "it is stored as " + row.getSerializerId() + " " + row.getManifest() + " (expected: "
                    + JournalSerializer.IDENTIFIER + " " + manifest + ")";
        }
        JournalRecord record = recordOf(row);
        if (!ChainHash.follows(before.chainHash(), record.getEvent(), record.getChainHash())) {
            return "its hash does not follow from the event before and its bytes";
        }
        return isReadable(row) ? "" : "this build cannot read it";
    }

    private boolean isReadable(ExportRow row) {
        try {
            return serializer.fromBinary(row.getPayload().toByteArray(), row.getManifest()) != null;
        } catch (NotSerializableException unreadable) {
            return false;
        }
    }

    /** The record of a row; an empty one, whose hash follows nothing, if it is none. */
    private static JournalRecord recordOf(ExportRow row) {
        try {
            return JournalRecord.parseFrom(row.getPayload());
        } catch (InvalidProtocolBufferException unreadable) {
            return JournalRecord.getDefaultInstance();
        }
    }

    /** What rows of this persistence id are stored as; empty if no such rows are exported. */
    private static String manifestOf(String persistenceId) {
        if (persistenceId.startsWith(PersistenceIds.CUSTOMER_PREFIX)) {
            String entity = persistenceId.substring(PersistenceIds.CUSTOMER_PREFIX.length());
            int bar = entity.indexOf('|');
            boolean isCustomer = bar > 0
                    && CustomerId.parse(
                                    "programs/" + entity.substring(0, bar) + "/customers/" + entity.substring(bar + 1))
                            != null;
            return isCustomer ? JournalSerializer.CUSTOMER_EVENT : "";
        }
        if (persistenceId.startsWith(ExportScope.PROGRAM_PREFIX)) {
            return JournalSerializer.PROGRAM_EVENT;
        }
        return persistenceId.startsWith(PersistenceIds.ADMIN_ACTS) ? JournalSerializer.ADMIN_EVENT : "";
    }
}
