package dev.giveback.platform.archive;

import java.util.Map;
import java.util.TreeMap;

/** A file of exported events that is not what was exported, and where that shows. */
public final class DamagedExportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long block;
    private final long byteOffset;
    private final String persistenceId;
    private final long sequenceNumber;

    private DamagedExportException(
            long block, long byteOffset, String persistenceId, long sequenceNumber, String rule) {
        super(text(block, byteOffset, persistenceId, sequenceNumber) + ": " + rule);
        this.block = block;
        this.byteOffset = byteOffset;
        this.persistenceId = persistenceId;
        this.sequenceNumber = sequenceNumber;
    }

    /**
     * A frame that breaks a rule.
     *
     * @param block its number; 0 for the header
     * @param byteOffset where it begins
     */
    static DamagedExportException frame(long block, long byteOffset, String rule) {
        return new DamagedExportException(block, byteOffset, "", 0, rule);
    }

    /** A row that breaks a rule, in the frame that begins at this byte. */
    static DamagedExportException row(
            long block, long byteOffset, String persistenceId, long sequenceNumber, String rule) {
        return new DamagedExportException(block, byteOffset, persistenceId, sequenceNumber, rule);
    }

    private static String text(long block, long byteOffset, String persistenceId, long sequenceNumber) {
        String frame = "block " + block + " at byte " + byteOffset;
        return persistenceId.isEmpty() ? frame : frame + ", " + persistenceId + " event " + sequenceNumber;
    }

    /** Where, by name. */
    public Map<String, String> place() {
        Map<String, String> place = new TreeMap<>();
        place.put("block", Long.toString(block));
        place.put("byte_offset", Long.toString(byteOffset));
        if (!persistenceId.isEmpty()) {
            place.put("persistence_id", persistenceId);
            place.put("sequence_number", Long.toString(sequenceNumber));
        }
        return place;
    }
}
