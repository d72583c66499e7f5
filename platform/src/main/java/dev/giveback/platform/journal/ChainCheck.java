package dev.giveback.platform.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.giveback.journal.v1.JournalRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rows of one persistence id, given one after the other in the order of their sequence numbers: that none is missing, that
 * each is stored as it should be, and that the hashes follow from each other. Each fault is told once, at the row where it is: what
 * follows from it is not.
 */
public final class ChainCheck {
    /** What can be wrong with rows. */
    public enum Fault {
        /** Numbers are missing; the first of them is told. */
        SEQUENCE_NUMBER,
        /** The row is not of the kind that it should be, or holds no record. */
        RECORD,
        /** The hash does not follow: the row was changed, moved or put in. */
        CHAIN_HASH
    }

    /** Who is told. */
    @FunctionalInterface
    public interface Faults {
        /** A fault at this row, or of this missing number, in words. */
        void found(Fault fault, long sequenceNumber, String message);
    }

    private final int serializerId;
    private final String manifest;
    private final Faults faults;

    private long lastSequenceNumber;
    private ByteString lastHash = ChainHash.NONE;
    private boolean isWhole = true;
    private boolean isRowFaulty;
    /** The stored hash of the row before; null when it is not known, because rows are missing there. */
    private @Nullable ByteString previous = ChainHash.NONE;
    /** What the hash of the row before should have been, if that row has another one. */
    private @Nullable ByteString computed;
    /** What the row before should have followed, if it did not. */
    private @Nullable ByteString beforePrevious;

    /**
     * A check before the first row.
     *
     * @param serializerId and manifest that every row should have
     */
    public ChainCheck(int serializerId, String manifest, Faults faults) {
        this.serializerId = serializerId;
        this.manifest = manifest;
        this.faults = faults;
    }

    /** Takes the next row and gives the bytes of its event; null when the row holds none that can be used. */
    public @Nullable ByteString next(JournalRow row) {
        long number = row.sequenceNumber();
        isRowFaulty = false;
        if (number != lastSequenceNumber + 1) {
            gap(number);
            // That is no fault of this row.
            isRowFaulty = false;
        }
        lastSequenceNumber = number;
        JournalRecord stored = read(row);
        if (stored == null) {
            unknown();
            return null;
        }
        lastHash = stored.getChainHash();
        follow(number, stored);
        return stored.getEvent();
    }

    /** The number of the row taken last; 0 before the first. */
    public long lastSequenceNumber() {
        return lastSequenceNumber;
    }

    /** The hash that the last row with a record has. */
    public ByteString lastHash() {
        return lastHash;
    }

    /** Whether nothing was wrong so far: only then the events are those that were recorded. */
    public boolean isWhole() {
        return isWhole;
    }

    /** Whether something was wrong with the row that was taken last: then it is no wonder if its event cannot be read. */
    public boolean isRowFaulty() {
        return isRowFaulty;
    }

    private void found(Fault fault, long number, String message) {
        isWhole = false;
        isRowFaulty = true;
        faults.found(fault, number, message);
    }

    private void gap(long number) {
        long first = lastSequenceNumber + 1;
        long last = number - 1;
        found(
                Fault.SEQUENCE_NUMBER,
                first,
                first == last ? "this event is missing" : "the events " + first + " to " + last + " are missing");
        unknown();
    }

    private void unknown() {
        previous = null;
        computed = null;
        beforePrevious = null;
    }

    private @Nullable JournalRecord read(JournalRow row) {
        if (row.serializerId() != serializerId || !row.manifest().equals(manifest)) {
            found(
                    Fault.RECORD,
                    row.sequenceNumber(),
                    "stored as " + row.serializerId() + " " + row.manifest() + " (expected: " + serializerId + " "
                            + manifest + ")");
            return null;
        }
        try {
            CodedInputStream input =
                    UnsafeByteOperations.unsafeWrap(row.payload()).newCodedInput();
            input.enableAliasing(true);
            JournalRecord stored = JournalRecord.parseFrom(input);
            if (stored.getChainHash().size() == ChainHash.BYTES) {
                return stored;
            }
            found(
                    Fault.RECORD,
                    row.sequenceNumber(),
                    "the hash has " + stored.getChainHash().size() + " bytes (expected: " + ChainHash.BYTES + ")");
            return null;
        } catch (IOException unreadable) {
            found(Fault.RECORD, row.sequenceNumber(), "the row holds no record: " + unreadable.getMessage());
            return null;
        }
    }

    private void follow(long number, JournalRecord stored) {
        ByteString hash = stored.getChainHash();
        if (previous == null) {
            // The rows before are missing, and with them what this one would follow.
            accept(hash);
            return;
        }
        ByteString expected = ChainHash.next(previous, stored.getEvent());
        if (expected.equals(hash) || follows(computed, stored)) {
            accept(hash);
        } else if (follows(beforePrevious, stored)) {
            found(
                    Fault.CHAIN_HASH,
                    number,
                    "this event and the one before stand in each other's place: their rows were swapped");
            // The row that stands before this one belongs here, so what comes next follows it.
            ByteString belongsHere = previous;
            accept(belongsHere);
        } else {
            found(
                    Fault.CHAIN_HASH,
                    number,
                    "the hash does not follow from the event before and these bytes: this event was changed, moved or put in");
            beforePrevious = previous;
            previous = hash;
            computed = expected;
        }
    }

    private void accept(ByteString hash) {
        previous = hash;
        computed = null;
        beforePrevious = null;
    }

    private static boolean follows(@Nullable ByteString before, JournalRecord stored) {
        return before != null && ChainHash.follows(before, stored.getEvent(), stored.getChainHash());
    }
}
