package dev.giveback.coupon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.giveback.coupon.domain.CampaignEvent;
import dev.giveback.coupon.domain.Change;
import dev.giveback.journal.v1.CampaignSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.StoredClaim;
import dev.giveback.journal.v1.StoredCodesClaimed;
import dev.giveback.platform.journal.ChainHash;
import java.io.NotSerializableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an earlier build stored is read by this one. The files are written once, by {@link JournalFixtures#main}: one that this test finds
 * changed means that stored journals can be read no longer.
 */
final class JournalFixturesTest {
    private static final String FOLDER = "/fixtures/journal/v1";

    private final JournalFixtures fixtures = JournalFixtures.told();
    private final JournalSerializer serializer = new JournalSerializer();

    @Test
    void everyStoredEventIsReadAsWhatItWasAndWrittenWithTheSameBytes() throws Exception {
        for (Map.Entry<String, CampaignEvent> fixture : fixtures.events().entrySet()) {
            byte[] stored = bytes(fixture.getKey());
            CampaignEvent read = CampaignEventMapper.toDomain(dev.giveback.journal.v1.CampaignEvent.parseFrom(stored));
            assertThat(read).as(fixture.getKey()).isEqualTo(fixture.getValue());
            assertThat(CampaignEventMapper.toProto(read).toByteArray())
                    .as(fixture.getKey())
                    .isEqualTo(stored);
        }
    }

    @Test
    void couponsThatMovedAreReadAsWhatTheyWere() throws Exception {
        byte[] stored = bytes("settled-moved");
        CampaignEvent read = CampaignEventMapper.toDomain(dev.giveback.journal.v1.CampaignEvent.parseFrom(stored));

        assertThat(read).isEqualTo(fixtures.moved());
        assertThat(CampaignEventMapper.toProto(read).toByteArray()).isEqualTo(stored);
    }

    @Test
    void replayingTheStoredEventsGivesTheStoredSnapshot() throws Exception {
        assertThat(snapshotOf(name -> !isOfASurprise(name))).isEqualTo(bytes("campaign-snapshot"));
        assertThat(snapshotOf(JournalFixturesTest::isOfASurprise)).isEqualTo(bytes("surprise-snapshot"));
    }

    private static boolean isOfASurprise(String name) {
        return name.startsWith("surprise");
    }

    private byte[] snapshotOf(Predicate<String> story) throws Exception {
        RecordedCampaign state = RecordedCampaign.NEW;
        for (String name : fixtures.events().keySet().stream().filter(story).toList()) {
            ByteString event = ByteString.copyFrom(bytes(name));
            state = state.evolve(new StoredCampaignEvent(
                    CampaignEventMapper.toDomain(dev.giveback.journal.v1.CampaignEvent.parseFrom(event)),
                    event,
                    ChainHash.next(state.chainHash(), event)));
        }
        return CampaignSnapshotMapper.toProto(state).toByteArray();
    }

    @Test
    void rowsAndSnapshotsAreReadBySerializerNumberAndManifest() throws Exception {
        byte[] row = bytes("journal-record-of-a-campaign");
        Object read = serializer.fromBinary(row, "M1");
        Object snapshot = serializer.fromBinary(bytes("campaign-snapshot"), "MS1");

        assertThat(serializer.identifier()).isEqualTo(8172);
        assertThat(serializer.toBinary(read)).isEqualTo(row);
        assertThat(serializer.manifest(read)).isEqualTo("M1");
        assertThat(serializer.manifest(snapshot)).isEqualTo("MS1");
        assertThat(CampaignSnapshotMapper.toDomain((CampaignSnapshot) snapshot)).isEqualTo(fixtures.recorded());
        assertThatThrownBy(() -> serializer.fromBinary(row, "M9")).isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1, 2, 3}, "M1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.fromBinary(beyondEverySerial(), "M1"))
                .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serializer.toBinary("text")).isInstanceOf(IllegalArgumentException.class);
    }

    /** It parses: a claim of a serial number that no int can hold. */
    private static byte[] beyondEverySerial() {
        return JournalRecord.newBuilder()
                .setEvent(dev.giveback.journal.v1.CampaignEvent.newBuilder()
                        .setClaimed(StoredCodesClaimed.newBuilder()
                                .addClaims(StoredClaim.newBuilder().setSerialPlusOne(Long.MAX_VALUE)))
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
    }

    @Test
    void anyChangedByteOfAnEventBreaksTheChain() throws Exception {
        JournalRecord record = JournalRecord.parseFrom(bytes("journal-record-of-a-campaign"));
        byte[] event = record.getEvent().toByteArray();
        for (int i = 0; i < event.length; i++) {
            event[i] ^= 1;
            assertThat(ChainHash.follows(ChainHash.NONE, ByteString.copyFrom(event), record.getChainHash()))
                    .isFalse();
            event[i] ^= 1;
        }
        assertThat(ChainHash.follows(ChainHash.NONE, ByteString.copyFrom(event), record.getChainHash()))
                .isTrue();
    }

    @Test
    void everyKindOfChangeHasAFixture() {
        assertThat(fixtures.events().values().stream()
                        .<Class<?>>map(event -> event.change().getClass())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrder(Change.class.getPermittedSubclasses());
    }

    @Test
    void theSnapshotSetsEveryFieldThatAnyEventCanSet() throws Exception {
        CampaignSnapshot snapshot = CampaignSnapshot.parseFrom(bytes("campaign-snapshot"));
        CampaignSnapshot surprise = CampaignSnapshot.parseFrom(bytes("surprise-snapshot"));

        assertThat(CampaignSnapshotMapper.toDomain(surprise)).isEqualTo(fixtures.surpriseRecorded());
        assertThat(snapshot.toBuilder()
                        .mergeFrom(surprise)
                        .build()
                        .getAllFields()
                        .keySet())
                .containsAll(CampaignSnapshot.getDescriptor().getFields());
    }

    @Test
    void everyFileIsReadByATestAndEveryFixtureIsAFile() throws Exception {
        Path folder =
                Path.of(Objects.requireNonNull(getClass().getResource(FOLDER)).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
                    .containsExactlyInAnyOrderElementsOf(fixtures.files().keySet().stream()
                            .map(name -> name + ".binpb")
                            .toList());
        }
        for (Map.Entry<String, MessageLite> file : fixtures.files().entrySet()) {
            assertThat(file.getValue().toByteArray()).as(file.getKey()).isEqualTo(bytes(file.getKey()));
        }
    }

    private byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(
                Path.of(Objects.requireNonNull(getClass().getResource(FOLDER + "/" + name + ".binpb"), name)
                        .toURI()));
    }
}
