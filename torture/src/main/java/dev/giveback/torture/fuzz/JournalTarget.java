package dev.giveback.torture.fuzz;

import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.CampaignSnapshot;
import dev.giveback.journal.v1.ContactEvent;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.OutreachEvent;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.journal.v1.WebhookChanged;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.platform.journal.ChainHash;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * What is stored, read by the serializer that reads it. What it makes of the bytes is written again too.
 *
 * @param manifest by which the serializer knows what it is
 * @param type of what is inside a record, or of a snapshot
 * @param isRecord whether it is inside a record
 */
record JournalTarget(
        String name, SerializerWithStringManifest serializer, String manifest, Descriptor type, boolean isRecord)
        implements Target {

    static List<Target> all() {
        JournalSerializer loyalty = new JournalSerializer();
        var coupon = new dev.giveback.coupon.journal.JournalSerializer();
        var access = new dev.giveback.access.journal.JournalSerializer();
        var feedback = new dev.giveback.feedback.journal.JournalSerializer();
        return List.of(
                new JournalTarget(
                        "journal-customer",
                        loyalty,
                        JournalSerializer.CUSTOMER_EVENT,
                        CustomerEvent.getDescriptor(),
                        true),
                new JournalTarget(
                        "journal-program",
                        loyalty,
                        JournalSerializer.PROGRAM_EVENT,
                        ProgramEvent.getDescriptor(),
                        true),
                new JournalTarget(
                        "journal-admin", loyalty, JournalSerializer.ADMIN_EVENT, AdminEvent.getDescriptor(), true),
                new JournalTarget(
                        "snapshot-customer",
                        loyalty,
                        JournalSerializer.CUSTOMER_SNAPSHOT,
                        CustomerSnapshot.getDescriptor(),
                        false),
                new JournalTarget(
                        "journal-campaign",
                        coupon,
                        dev.giveback.coupon.journal.JournalSerializer.CAMPAIGN_EVENT,
                        CampaignEvent.getDescriptor(),
                        true),
                new JournalTarget(
                        "snapshot-campaign",
                        coupon,
                        dev.giveback.coupon.journal.JournalSerializer.CAMPAIGN_SNAPSHOT,
                        CampaignSnapshot.getDescriptor(),
                        false),
                new JournalTarget(
                        "journal-access",
                        access,
                        dev.giveback.access.journal.JournalSerializer.EVENT,
                        AccessEvent.getDescriptor(),
                        true),
                new JournalTarget(
                        "snapshot-access",
                        access,
                        dev.giveback.access.journal.JournalSerializer.SNAPSHOT,
                        AccessSnapshot.getDescriptor(),
                        false),
                new JournalTarget(
                        "journal-contact",
                        feedback,
                        dev.giveback.feedback.journal.JournalSerializer.CONTACT_EVENT,
                        ContactEvent.getDescriptor(),
                        true),
                new JournalTarget(
                        "journal-outreach",
                        feedback,
                        dev.giveback.feedback.journal.JournalSerializer.OUTREACH_EVENT,
                        OutreachEvent.getDescriptor(),
                        true),
                new JournalTarget(
                        "journal-webhook",
                        feedback,
                        dev.giveback.feedback.journal.JournalSerializer.WEBHOOK_EVENT,
                        WebhookChanged.getDescriptor(),
                        true));
    }

    @Override
    public byte[] sample(Random random) {
        MessageMaker maker = new MessageMaker(random);
        if (isRecord) {
            return maker.bytes(type);
        }
        var version = type.findFieldByName("schema_version");
        return maker.message(type, 0).toBuilder()
                .setField(version, random.nextInt(20) == 0 ? 2 : 1)
                .build()
                .toByteArray();
    }

    @Override
    public void read(byte[] input) throws Exception {
        Object stored;
        try {
            stored = serializer.fromBinary(isRecord ? inRecord(input) : withChecksum(input), manifest);
        } catch (NotSerializableException refused) {
            return;
        }
        if (serializer.toBinary(stored).length == 0 && input.length > 0) {
            throw new IllegalStateException("what was read is written as nothing");
        }
    }

    private static byte[] inRecord(byte[] event) {
        ByteString bytes = ByteString.copyFrom(event);
        return JournalRecord.newBuilder()
                .setEvent(bytes)
                .setChainHash(ChainHash.next(ChainHash.NONE, bytes))
                .build()
                .toByteArray();
    }

    /** Only the customer's has one; the other's reader does not know the field. */
    private static byte[] withChecksum(byte[] snapshot) {
        int field = CustomerSnapshot.CHECKSUM_FIELD_NUMBER;
        byte[] bytes = Arrays.copyOf(snapshot, snapshot.length + CodedOutputStream.computeFixed32Size(field, 0));
        CRC32C checksum = new CRC32C();
        checksum.update(snapshot);
        try {
            CodedOutputStream.newInstance(bytes, snapshot.length, bytes.length - snapshot.length)
                    .writeFixed32(field, (int) checksum.getValue());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes;
    }
}
