package dev.giveback.loyalty.journal;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.StoredAdminEvent;
import java.io.NotSerializableException;

/**
 * Writes events and snapshots for Akka as protobuf. Events are stored as {@code giveback.journal.v1.JournalRecord}, states as snapshots,
 * {@code giveback.journal.v1.CustomerSnapshot}.
 *
 * <p>The identifier and the manifests stand in every stored row: they can be added to and never changed.
 */
public final class JournalSerializer extends SerializerWithStringManifest {
    /** Of this serializer, among those of the actor system. */
    public static final int IDENTIFIER = 8171;
    /** Manifest of a customer's event, version 1. */
    public static final String CUSTOMER_EVENT = "C1";
    /** Manifest of a program's event, version 1. */
    public static final String PROGRAM_EVENT = "P1";
    /** Manifest of an admin's act, version 1. */
    public static final String ADMIN_EVENT = StoredAdminEvent.MANIFEST;
    /** Manifest of a customer's snapshot, version 1. */
    public static final String CUSTOMER_SNAPSHOT = "CS1";

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return switch (value) {
            case StoredCustomerEvent event -> CUSTOMER_EVENT;
            case StoredProgramEvent event -> PROGRAM_EVENT;
            case StoredAdminEvent event -> ADMIN_EVENT;
            case CustomerState state -> CUSTOMER_SNAPSHOT;
            default -> throw unknown(value);
        };
    }

    @Override
    public byte[] toBinary(Object value) {
        return switch (value) {
            case StoredEvent event -> event.toRecord().toByteArray();
            case StoredAdminEvent event -> event.toRecord().toByteArray();
            case CustomerState state -> StoredSnapshot.bytes(state);
            default -> throw unknown(value);
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case CUSTOMER_EVENT -> StoredCustomerEvent.of(JournalRecord.parseFrom(bytes));
                case PROGRAM_EVENT -> StoredProgramEvent.of(JournalRecord.parseFrom(bytes));
                case ADMIN_EVENT -> StoredAdminEvent.of(JournalRecord.parseFrom(bytes));
                case CUSTOMER_SNAPSHOT -> StoredSnapshot.read(bytes);
                default ->
                    throw new NotSerializableException("manifest: " + manifest
                            + " (expected: C1, P1, A1 or CS1; was it written by a later version?)");
            };
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // Bytes that parse and make no sense are as unreadable as bytes that do not parse.
            NotSerializableException unreadable =
                    new NotSerializableException("manifest " + manifest + ": not readable");
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(
                "value: " + value.getClass().getName() + " (expected: a stored event or a state)");
    }
}
