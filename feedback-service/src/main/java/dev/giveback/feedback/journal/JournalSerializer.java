package dev.giveback.feedback.journal;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.StoredAdminEvent;
import java.io.NotSerializableException;

/**
 * Writes events for Akka as protobuf. They are stored as {@code giveback.journal.v1.JournalRecord}.
 *
 * <p>The identifier and the manifests stand in every stored row: they can be added to and never changed.
 */
public final class JournalSerializer extends SerializerWithStringManifest {
    /** Of this serializer, among those of the actor system. */
    public static final int IDENTIFIER = 8173;
    /** Manifest of an event of a customer's contacts, version 1. */
    public static final String CONTACT_EVENT = "C1";
    /** Manifest of a change of outreach, version 1. */
    public static final String OUTREACH_EVENT = "O1";
    /** Manifest of a change of webhooks, version 1. */
    public static final String WEBHOOK_EVENT = "W1";
    /** Manifest of an admin's act, version 1. */
    public static final String ADMIN_EVENT = StoredAdminEvent.MANIFEST;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return switch (value) {
            case StoredContactEvent event -> CONTACT_EVENT;
            case StoredOutreachEvent event -> OUTREACH_EVENT;
            case StoredWebhookEvent event -> WEBHOOK_EVENT;
            case StoredAdminEvent event -> ADMIN_EVENT;
            default -> throw unknown(value);
        };
    }

    @Override
    public byte[] toBinary(Object value) {
        return switch (value) {
            case StoredContactEvent event -> event.toRecord().toByteArray();
            case StoredOutreachEvent event -> event.toRecord().toByteArray();
            case StoredWebhookEvent event -> event.toRecord().toByteArray();
            case StoredAdminEvent event -> event.toRecord().toByteArray();
            default -> throw unknown(value);
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case CONTACT_EVENT -> StoredContactEvent.of(JournalRecord.parseFrom(bytes));
                case OUTREACH_EVENT -> StoredOutreachEvent.of(JournalRecord.parseFrom(bytes));
                case WEBHOOK_EVENT -> StoredWebhookEvent.of(JournalRecord.parseFrom(bytes));
                case ADMIN_EVENT -> StoredAdminEvent.of(JournalRecord.parseFrom(bytes));
                default ->
                    throw new NotSerializableException("manifest: " + manifest
                            + " (expected: C1, O1, W1 or A1; was it written by a later version?)");
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
        return new IllegalArgumentException("value: " + value.getClass().getName() + " (expected: a stored event)");
    }
}
