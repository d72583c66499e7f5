package dev.giveback.access.journal;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import java.io.NotSerializableException;

/**
 * Writes events and snapshots for Akka as protobuf. Events are stored as {@code giveback.journal.v1.JournalRecord} of a
 * {@code giveback.journal.v1.AccessEvent}, snapshots as {@code giveback.journal.v1.AccessSnapshot}.
 *
 * <p>The identifier and the manifests stand in every stored row: they can be added to and never changed.
 */
public final class JournalSerializer extends SerializerWithStringManifest {
    /** Of this serializer, among those of the actor system. */
    public static final int IDENTIFIER = 8174;
    /** Manifest of an event, version 1. */
    public static final String EVENT = "X1";
    /** Manifest of a snapshot, version 1. */
    public static final String SNAPSHOT = "XS1";
    /** The layout of snapshots that this build reads and writes. */
    public static final int SCHEMA_VERSION = 1;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return switch (value) {
            case StoredAccessEvent event -> EVENT;
            case AccessSnapshot snapshot -> SNAPSHOT;
            default -> throw unknown(value);
        };
    }

    @Override
    public byte[] toBinary(Object value) {
        return switch (value) {
            case StoredAccessEvent event -> event.toRecord().toByteArray();
            case AccessSnapshot snapshot -> snapshot.toByteArray();
            default -> throw unknown(value);
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case EVENT -> StoredAccessEvent.of(JournalRecord.parseFrom(bytes));
                case SNAPSHOT -> snapshot(AccessSnapshot.parseFrom(bytes));
                default ->
                    throw new NotSerializableException(
                            "manifest: " + manifest + " (expected: X1 or XS1; was it written by a later version?)");
            };
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // Bytes that parse and make no sense are as unreadable as bytes that do not parse.
            NotSerializableException unreadable =
                    new NotSerializableException("manifest " + manifest + ": not readable");
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    /** A snapshot of another layout counts as unreadable, and so is not used: the events tell the same. */
    private static AccessSnapshot snapshot(AccessSnapshot stored) throws NotSerializableException {
        if (stored.getSchemaVersion() != SCHEMA_VERSION) {
            throw new NotSerializableException(
                    "snapshot of schema version " + stored.getSchemaVersion() + " (expected: " + SCHEMA_VERSION + ")");
        }
        return stored;
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(
                "value: " + value.getClass().getName() + " (expected: a stored event or a snapshot)");
    }
}
