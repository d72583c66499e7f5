package dev.giveback.platform.archive;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.journal.ChainHash;

/** Checks that a row is the one after the one before: it belongs here, its number and its hash follow, and this build can read it. */
public final class RowCheck {
    private final Archive archive;
    private final ExportScope scope;

    /** @param scope what the file says that it holds */
    public RowCheck(Archive archive, ExportScope scope) {
        this.archive = archive;
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
        String manifest = archive.manifestOf(row.getPersistenceId());
        if (manifest.isEmpty() || !scope.holds(row.getPersistenceId())) {
            return "this is no journal of what the file says that it holds";
        }
        if (row.getSequenceNumber() != before.sequenceNumber() + 1) {
            return "its number does not follow (expected: " + (before.sequenceNumber() + 1) + ")";
        }
        if (row.getSerializerId() != archive.serializerId()
                || !row.getManifest().equals(manifest)) {
            return "it is stored as " + row.getSerializerId() + " " + row.getManifest() + " (expected: "
                    + archive.serializerId() + " " + manifest + ")";
        }
        JournalRecord record = recordOf(row);
        if (!ChainHash.follows(before.chainHash(), record.getEvent(), record.getChainHash())) {
            return "its hash does not follow from the event before and its bytes";
        }
        return archive.isReadable(row) ? "" : "this build cannot read it";
    }

    /** The record of a row; an empty one, whose hash follows nothing, if it is none. */
    private static JournalRecord recordOf(ExportRow row) {
        try {
            return JournalRecord.parseFrom(row.getPayload());
        } catch (InvalidProtocolBufferException unreadable) {
            return JournalRecord.getDefaultInstance();
        }
    }
}
