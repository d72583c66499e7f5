package dev.giveback.loyalty.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageLite;
import dev.giveback.journal.v1.CustomerSnapshot;
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
    private static final String SNAPSHOT = "customer-snapshot-3";
    /** Of an earlier layout. */
    private static final String OLD_SNAPSHOT = "customer-snapshot";

    private final JournalSerializer serializer = new JournalSerializer();

    @Test
    void everyStoredEventIsReadAsWhatItWasAndWrittenWithTheSameBytes() throws Exception {
        for (Map.Entry<String, CustomerEvent> fixture : allEvents().entrySet()) {
            byte[] stored = bytes(fixture.getKey());
            CustomerEvent read = CustomerEventMapper.toDomain(dev.giveback.journal.v1.CustomerEvent.parseFrom(stored));
            assertThat(read).as(fixture.getKey()).isEqualTo(fixture.getValue());
            assertThat(CustomerEventMapper.toProto(read).toByteArray())
                    .as(fixture.getKey())
                    .isEqualTo(stored);
        }
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

    private static Map<String, CustomerEvent> allEvents() {
        Map<String, CustomerEvent> events = new LinkedHashMap<>(JournalFixtures.events());
        events.putAll(SagaFixtures.events());
        events.putAll(SagaFixtures.others());
        events.putAll(PrivacyFixtures.events());
        return events;
    }

    @Test
    void theSnapshotWithSagasIsReadAsTheStateThatItWasTakenOf() throws Exception {
        byte[] stored = bytes(SagaFixtures.SNAPSHOT);
        CustomerSnapshot snapshot = (CustomerSnapshot) serializer.fromBinary(stored, "CS1");

        assertThat(CustomerSnapshotMapper.toDomain(snapshot)).isEqualTo(SagaFixtures.state());
        assertThat(CustomerSnapshotMapper.toProto(CustomerSnapshotMapper.toDomain(snapshot))
                        .toByteArray())
                .isEqualTo(stored);
    }

    @Test
    void theSnapshotIsReadAsTheStateThatItWasTakenOf() throws Exception {
        byte[] stored = bytes(SNAPSHOT);
        CustomerSnapshot snapshot = (CustomerSnapshot) serializer.fromBinary(stored, "CS1");

        assertThat(CustomerSnapshotMapper.toDomain(snapshot)).isEqualTo(JournalFixtures.state());
        assertThat(CustomerSnapshotMapper.toProto(CustomerSnapshotMapper.toDomain(snapshot))
                        .toByteArray())
                .isEqualTo(stored);
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
        byte[] old = bytes(OLD_SNAPSHOT);

        assertThatThrownBy(() -> serializer.fromBinary(old, "CS1"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("schema version 2");
    }

    @Test
    void replayingTheStoredEventsGivesTheStoredSnapshot() throws Exception {
        CustomerState state = CustomerState.NEW;
        for (String name : JournalFixtures.events().keySet()) {
            ByteString event = ByteString.copyFrom(bytes(name));
            state = state.evolve(new StoredCustomerEvent(
                    CustomerEventMapper.toDomain(dev.giveback.journal.v1.CustomerEvent.parseFrom(event)),
                    event,
                    ChainHash.next(state.chainHash(), event)));
        }

        assertThat(CustomerSnapshotMapper.toProto(state).toByteArray()).isEqualTo(bytes(SNAPSHOT));
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
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(Stream.of(OLD_SNAPSHOT), JournalFixtures.files().keySet().stream())
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
