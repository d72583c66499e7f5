package dev.giveback.coupon.journal;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CampaignSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.StoredAdminEvent;
import java.io.NotSerializableException;

/**
 * Writes events and snapshots for Akka as protobuf. Events are stored as {@code giveback.journal.v1.JournalRecord}, snapshots as
 * {@code giveback.journal.v1.CampaignSnapshot}.
 *
 * <p>The identifier and the manifests stand in every stored row: they can be added to and never changed.
 */
public final class JournalSerializer extends SerializerWithStringManifest {
    /** Of this serializer, among those of the actor system. */
    public static final int IDENTIFIER = 8172;
    /** Manifest of a campaign's event, version 1. */
    public static final String CAMPAIGN_EVENT = "M1";
    /** Manifest of an admin's act, version 1. */
    public static final String ADMIN_EVENT = StoredAdminEvent.MANIFEST;
    /** Manifest of a campaign's snapshot, version 1. */
    public static final String CAMPAIGN_SNAPSHOT = "MS1";

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object value) {
        return switch (value) {
            case StoredCampaignEvent event -> CAMPAIGN_EVENT;
            case StoredAdminEvent event -> ADMIN_EVENT;
            case CampaignSnapshot snapshot -> CAMPAIGN_SNAPSHOT;
            default -> throw unknown(value);
        };
    }

    @Override
    public byte[] toBinary(Object value) {
        return switch (value) {
            case StoredCampaignEvent event -> event.toRecord().toByteArray();
            case StoredAdminEvent event -> event.toRecord().toByteArray();
            case CampaignSnapshot snapshot -> snapshot.toByteArray();
            default -> throw unknown(value);
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case CAMPAIGN_EVENT -> StoredCampaignEvent.of(JournalRecord.parseFrom(bytes));
                case ADMIN_EVENT -> StoredAdminEvent.of(JournalRecord.parseFrom(bytes));
                case CAMPAIGN_SNAPSHOT -> snapshot(CampaignSnapshot.parseFrom(bytes));
                default ->
                    throw new NotSerializableException(
                            "manifest: " + manifest + " (expected: M1, A1 or MS1; was it written by a later version?)");
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
    private static CampaignSnapshot snapshot(CampaignSnapshot stored) throws NotSerializableException {
        if (stored.getSchemaVersion() != CampaignSnapshotMapper.SCHEMA_VERSION) {
            throw new NotSerializableException("snapshot of schema version " + stored.getSchemaVersion()
                    + " (expected: " + CampaignSnapshotMapper.SCHEMA_VERSION + ")");
        }
        return stored;
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(
                "value: " + value.getClass().getName() + " (expected: a stored event or a snapshot)");
    }
}
