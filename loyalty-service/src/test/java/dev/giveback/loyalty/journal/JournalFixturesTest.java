package dev.giveback.loyalty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageLite;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.platform.journal.ChainHash;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an earlier build stored is read by this one. The files are written once, by {@link JournalFixtures#main}: one that this test
 * finds changed means that stored journals can be read no longer.
 */
final class JournalFixturesTest {
    private static final String FOLDER = "/fixtures/journal/v1";
    private static final String SNAPSHOT = "customer-snapshot-4";
    /** Of earlier layouts: 2, 3, and 3 with events of version 1 inside. */
    private static final List<String> OLD_SNAPSHOTS =
            List.of("customer-snapshot", "customer-snapshot-3", "customer-snapshot-with-sagas");
    /** Of version 1; this build writes version 2. */
    private static final List<String> FIRST_VERSIONS =
            List.of("transfer-declined", "transfer-returned", "merge-declined", "merge-reverted");

    private final JournalSerializer serializer = new JournalSerializer();

    @Test
    void everyStoredEventIsReadAsWhatItWasAndWrittenWithTheSameBytes() throws Exception {
        for (Map.Entry<String, CustomerEvent> fixture : allEvents().entrySet()) {
            byte[] stored = bytes(fileOf(fixture));
            CustomerEvent read = CustomerEventMapper.toDomain(StoredEvents.read(ByteString.copyFrom(stored)));
            assertThat(read).as(fixture.getKey()).isEqualTo(fixture.getValue());
            assertThat(CustomerEventMapper.toProto(read).toByteArray())
                    .as(fixture.getKey())
                    .isEqualTo(stored);
        }
    }

    @Test
    void everyEventOfAnEarlierVersionIsReadAsWhatItWas() throws Exception {
        for (String name : FIRST_VERSIONS) {
            byte[] stored = bytes(name);
            assertThat(CustomerEventMapper.toDomain(StoredEvents.read(ByteString.copyFrom(stored))))
                    .as(name)
                    .isEqualTo(allEvents().get(name));
            assertThat(dev.giveback.journal.v1.CustomerEvent.parseFrom(stored).getChangeVersion())
                    .as("%s is of the first version", name)
                    .isZero();
        }
    }

    @Test
    void aRowOfAnEarlierVersionKeepsItsBytesAndItsHash() throws Exception {
        ByteString event = ByteString.copyFrom(bytes("transfer-declined"));
        byte[] row = JournalRecord.newBuilder()
                .setEvent(event)
                .setChainHash(ChainHash.next(ChainHash.NONE, event))
                .build()
                .toByteArray();

        assertThat(serializer.toBinary(serializer.fromBinary(row, "C1"))).isEqualTo(row);
    }

    @Test
    void aCustomerOfEventsOfEarlierVersionsIsTheSameCustomer() throws Exception {
        CustomerState state = replayed(SagaFixtures.events().keySet());

        assertThat(state.customer()).isEqualTo(SagaFixtures.state().customer());
    }

    @Test
    void rowsAreReadAndWrittenWithTheSameBytes() throws Exception {
        byte[] customer = bytes("journal-record-of-a-customer");
        byte[] program = bytes("journal-record-of-a-program");

        assertThat(serializer.fromBinary(customer, "C1")).isEqualTo(JournalFixtures.firstRecord());
        assertThat(serializer.toBinary(serializer.fromBinary(customer, "C1"))).isEqualTo(customer);
        assertThat(serializer.toBinary(serializer.fromBinary(program, "P1"))).isEqualTo(program);
        assertThat(((StoredProgramEvent) serializer.fromBinary(program, "P1")).event())
                .isEqualTo(ProgramEvent.parseFrom(bytes("program-event")))
                .isEqualTo(JournalFixtures.programEvent());
    }

    @Test
    void theRowOfAnActIsReadAndWrittenWithTheSameBytes() throws Exception {
        byte[] act = bytes("journal-record-of-an-admin-act");

        assertThat(serializer.fromBinary(act, "A1")).isEqualTo(JournalFixtures.adminRecord());
        assertThat(serializer.toBinary(serializer.fromBinary(act, "A1"))).isEqualTo(act);
        assertThat(serializer.manifest(JournalFixtures.adminRecord())).isEqualTo("A1");
    }

    private static Map<String, CustomerEvent> allEvents() {
        Map<String, CustomerEvent> events = new LinkedHashMap<>(JournalFixtures.events());
        events.putAll(SagaFixtures.events());
        events.putAll(SagaFixtures.others());
        events.putAll(PrivacyFixtures.events());
        events.put(PreferencesFixtures.EVENT, PreferencesFixtures.event());
        return events;
    }

    @Test
    void theSnapshotsAreReadAsTheStatesThatTheyWereTakenOf() throws Exception {
        for (Map.Entry<String, CustomerState> snapshot : Map.of(
                        SNAPSHOT,
                        JournalFixtures.state(),
                        SagaFixtures.SNAPSHOT,
                        SagaFixtures.state(),
                        PreferencesFixtures.SNAPSHOT,
                        PreferencesFixtures.state())
                .entrySet()) {
            byte[] stored = bytes(snapshot.getKey());
            Object read = serializer.fromBinary(stored, "CS1");

            assertThat(read).isEqualTo(snapshot.getValue());
            assertThat(serializer.toBinary(read)).isEqualTo(stored);
        }
    }

    @Test
    void theSnapshotsOfAProfileAndOfItsEndAreReadAsTheStatesThatTheyWereTakenOf() throws Exception {
        CustomerSnapshot told = CustomerSnapshot.parseFrom(bytes(PrivacyFixtures.WITH_PROFILE));
        CustomerSnapshot erased = CustomerSnapshot.parseFrom(bytes(PrivacyFixtures.ERASED));

        assertThat(CustomerSnapshotMapper.toDomain(told)).isEqualTo(PrivacyFixtures.state(1));
        assertThat(CustomerSnapshotMapper.toDomain(erased)).isEqualTo(PrivacyFixtures.state(3));
        assertThat(told.getProfileCount()).isEqualTo(2);
        assertThat(erased.getProfileCount()).isZero();
        assertThat(erased.getRequestsCount()).isEqualTo(1);
    }

    @Test
    void aSnapshotOfAnEarlierLayoutIsNotUsed() throws Exception {
        for (String name : OLD_SNAPSHOTS) {
            byte[] old = bytes(name);
            int version = CustomerSnapshot.parseFrom(old).getSchemaVersion();

            assertThat(version).isBetween(2, CustomerSnapshotMapper.SCHEMA_VERSION - 1);
            assertThatThrownBy(() -> serializer.fromBinary(old, "CS1"))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("schema version " + version);
        }
    }

    /** Its events may be of earlier versions; the service does not use it, but a reader of the layout finds the same customer. */
    @Test
    void aSnapshotWithEventsOfEarlierVersionsHoldsTheSameCustomer() throws Exception {
        CustomerSnapshot old = CustomerSnapshot.parseFrom(bytes("customer-snapshot-with-sagas"));

        assertThat(CustomerSnapshotMapper.toDomain(old))
                .isEqualTo(replayed(SagaFixtures.events().keySet()));
    }

    @Test
    void replayingTheStoredEventsGivesTheStoredSnapshot() throws Exception {
        CustomerState state = replayed(JournalFixtures.events().keySet());

        assertThat(serializer.toBinary(state)).isEqualTo(bytes(SNAPSHOT));
    }

    /** The state after these files, as a service that reads the journal comes to it. */
    private CustomerState replayed(Collection<String> names) throws Exception {
        CustomerState state = CustomerState.NEW;
        for (String name : names) {
            ByteString event = ByteString.copyFrom(bytes(name));
            state = state.evolve(StoredCustomerEvent.of(JournalRecord.newBuilder()
                    .setEvent(event)
                    .setChainHash(ChainHash.next(state.chainHash(), event))
                    .build()));
        }
        return state;
    }

    private static String fileOf(Map.Entry<String, CustomerEvent> fixture) {
        return JournalFixtures.fileOf(fixture.getKey(), CustomerEventMapper.toProto(fixture.getValue()));
    }

    @Test
    void everyKindOfChangeHasAFixture() {
        assertThat(allEvents().values().stream()
                        .<Class<?>>map(event -> event.change().getClass())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrder(Change.class.getPermittedSubclasses());
    }

    @Test
    void theSnapshotsSetEveryFieldThatAnyEventCanSet() throws Exception {
        CustomerSnapshot snapshot = CustomerSnapshot.parseFrom(bytes(SNAPSHOT)).toBuilder()
                .mergeFrom(CustomerSnapshot.parseFrom(bytes(SagaFixtures.SNAPSHOT)))
                .mergeFrom(CustomerSnapshot.parseFrom(bytes(PrivacyFixtures.WITH_PROFILE)))
                .mergeFrom(CustomerSnapshot.parseFrom(bytes(PrivacyFixtures.ERASED)))
                .mergeFrom(CustomerSnapshot.parseFrom(bytes(PreferencesFixtures.SNAPSHOT)))
                .build();
        List<String> unset = CustomerSnapshot.getDescriptor().getFields().stream()
                .filter(field -> !snapshot.getAllFields().containsKey(field))
                .map(FieldDescriptor::getName)
                .toList();

        assertThat(unset).isEmpty();
    }

    @Test
    void everyFileIsReadByATestAndEveryFixtureIsAFile() throws Exception {
        Path folder =
                Path.of(Objects.requireNonNull(getClass().getResource(FOLDER)).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(
                                    OLD_SNAPSHOTS.stream(),
                                    FIRST_VERSIONS.stream(),
                                    JournalFixtures.files().keySet().stream())
                            .flatMap(names -> names)
                            .map(name -> name + ".binpb")
                            .toList());
        }
        for (Map.Entry<String, MessageLite> file : JournalFixtures.files().entrySet()) {
            assertThat(file.getValue().toByteArray()).as(file.getKey()).isEqualTo(bytes(file.getKey()));
        }
    }

    private byte[] bytes(String name) throws URISyntaxException {
        try {
            return Files.readAllBytes(
                    Path.of(Objects.requireNonNull(getClass().getResource(FOLDER + "/" + name + ".binpb"), name)
                            .toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
