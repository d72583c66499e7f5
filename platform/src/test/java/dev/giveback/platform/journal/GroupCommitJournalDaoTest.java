package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupCommitJournalDaoTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int ACTORS = 300;
    private static final String POISONED = "actor-150";

    private final TestDatabase database = TestDatabase.create();
    private final DataSource tables = database.dataSource(JournalSystem.SCHEMA);

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void whatAnActorStoredIsThereAfterARestartOfTheSystem() {
        List<String> words = List.of("one", "two", "drei 三");
        try (JournalSystem system = JournalSystem.start(database)) {
            words.forEach(word -> system.store(system.recorder("other-" + word), List.of(word)));
            system.store(system.recorder("actor"), words);
        }
        try (JournalSystem system = JournalSystem.start(database)) {
            assertThat(system.stateRead(Recorder.create("actor"))).isEqualTo(Recorder.stateAfter(words));
            system.store(system.recorder("actor"), List.of("four"));
        }
        try (JournalSystem system = JournalSystem.start(database)) {
            assertThat(system.stateRead(Recorder.create("actor")))
                    .isEqualTo(Recorder.stateAfter(List.of("one", "two", "drei 三", "four")));
        }
    }

    @Test
    void tenThousandEventsOfOneActorAreReplayedInOrder() throws SQLException {
        List<String> words = IntStream.range(0, 10_000).mapToObj(i -> "w" + i).toList();
        try (JournalSystem system = JournalSystem.start(database)) {
            ActorRef<Recorder.Command> recorder = system.recorder("actor");
            for (int i = 0; i < words.size(); i += 500) {
                system.store(recorder, words.subList(i, i + 500));
            }
            assertThat(system.stateRead(Recorder.create("actor"))).isEqualTo(Recorder.stateAfter(words));
        }
        // One message of an actor is one transaction, even when it is larger than a batch.
        assertThat(JournalTable.number(tables, "SELECT count(DISTINCT transaction_id) FROM event_journal"))
                .isEqualTo(20);
    }

    @Test
    void aPoisonedRowHarmsOneActorOnly() throws SQLException {
        try (JournalSystem system = JournalSystem.start(database)) {
            List<ActorRef<Recorder.Command>> recorders = system.recorders(ACTORS);
            Set<String> answered = tellAllWhileARowIsPlanted(system, recorders).within(SOON, ACTORS - 1);
            assertThat(answered).hasSize(ACTORS - 1).doesNotContain(POISONED);

            Set<String> next = system.tellAll(recorders, "second").within(SOON, ACTORS - 1);
            assertThat(next).hasSize(ACTORS - 1).doesNotContain(POISONED);
            assertThat(system.stateRead(Recorder.create(POISONED))).isEqualTo(Recorder.stateAfter(List.of("planted")));
        }
    }

    /** The control: the same poison with the plugin's own writer. It must harm others, or the test above shows nothing. */
    @Test
    void aPoisonedRowHarmsManyActorsWithThePluginsOwnWriter() throws SQLException {
        try (JournalSystem system = JournalSystem.startWithPluginDao(database)) {
            List<ActorRef<Recorder.Command>> recorders = system.recorders(ACTORS);
            Set<String> answered =
                    tellAllWhileARowIsPlanted(system, recorders).within(Duration.ofSeconds(4), ACTORS - 1);
            assertThat(answered).hasSizeLessThan(ACTORS / 2);
        }
    }

    @Test
    void writesThatComeWhileTheWritersAreBusyShareATransaction() throws SQLException {
        try (JournalSystem system = JournalSystem.start(database)) {
            TestProbe<BatchWritten> batches = system.kit().createTestProbe(BatchWritten.class);
            Adapter.toClassic(system.kit().system())
                    .eventStream()
                    .subscribe(Adapter.toClassic(batches.ref()), BatchWritten.class);
            List<ActorRef<Recorder.Command>> recorders = system.recorders(ACTORS);
            JournalSystem.Answers answers;
            try (Connection connection = lockForWriters()) {
                answers = system.tellAll(recorders, "first");
                pause();
                connection.commit();
            }
            assertThat(answers.within(SOON, ACTORS)).hasSize(ACTORS);
            assertThat(JournalTable.number(tables, "SELECT count(*) FROM event_journal"))
                    .isEqualTo(ACTORS);
            long transactions = JournalTable.number(tables, "SELECT count(DISTINCT transaction_id) FROM event_journal");
            assertThat(transactions).isLessThan(ACTORS / 10);
            assertThat(batches.receiveSeveralMessages((int) transactions).stream()
                            .mapToInt(BatchWritten::rows)
                            .sum())
                    .isEqualTo(ACTORS);
        }
    }

    @Test
    void theSecondOfTwoWritersOfOnePersistenceIdIsRefused() throws SQLException {
        try (JournalSystem system = JournalSystem.start(database)) {
            ActorRef<Recorder.Command> first = system.recorder("actor");
            ActorRef<Recorder.Command> second = system.recorder("actor");
            assertThat(system.state(first)).isEqualTo(system.state(second));

            system.store(first, List.of("mine"));
            TestProbe<String> probe = system.kit().createTestProbe();
            second.tell(new Recorder.Store("no, mine", probe.ref()));
            probe.expectTerminated(second, SOON);

            probe.expectNoMessage(Duration.ofMillis(100));
            assertThat(system.stateRead(Recorder.create("actor"))).isEqualTo(Recorder.stateAfter(List.of("mine")));
        }
    }

    @Test
    void aTaggedEventIsRefusedInsteadOfStoredWithoutItsTag() {
        try (JournalSystem system = JournalSystem.start(database)) {
            ActorRef<Recorder.Command> recorder = system.recorder("actor");
            TestProbe<String> probe = system.kit().createTestProbe();
            recorder.tell(new Recorder.Store("#tagged", probe.ref()));
            probe.expectTerminated(recorder, SOON);
            probe.expectNoMessage(Duration.ofMillis(100));
            assertThat(system.stateRead(Recorder.create("actor"))).isEqualTo(Recorder.stateAfter(List.of()));
        }
    }

    @Test
    void aSnapshotIsReadBackWithoutTheEventsBeforeIt() throws SQLException {
        List<String> words = storeWithSnapshot();
        database.execute("DELETE FROM test_journal.event_journal WHERE sequence_number <= 3");
        assertThat(readWithSnapshots()).isEqualTo(Recorder.stateAfter(words));
    }

    @Test
    void aSnapshotThatCannotBeReadIsIgnored() throws SQLException {
        List<String> words = storeWithSnapshot();
        database.execute("UPDATE test_journal.snapshot SET snapshot_ser_id = 987654, snapshot_payload = '\\x00'");
        assertThat(readWithSnapshots()).isEqualTo(Recorder.stateAfter(words));
    }

    private List<String> storeWithSnapshot() throws SQLException {
        List<String> words = List.of("a", "b", "c", "d");
        try (JournalSystem system = JournalSystem.start(database)) {
            ActorRef<Recorder.Command> recorder = system.kit().spawn(Recorder.create("actor", 3));
            words.forEach(word -> system.store(recorder, List.of(word)));
            while (JournalTable.number(tables, "SELECT count(*) FROM snapshot") == 0) {
                pause();
            }
        }
        return words;
    }

    private String readWithSnapshots() {
        try (JournalSystem system = JournalSystem.start(database)) {
            return system.stateRead(Recorder.create("actor", 3));
        }
    }

    /** All actors write their first event at once, and meanwhile another writer takes the number of one of them. */
    private JournalSystem.Answers tellAllWhileARowIsPlanted(
            JournalSystem system, List<ActorRef<Recorder.Command>> recorders) throws SQLException {
        try (Connection connection = lockForWriters()) {
            JournalSystem.Answers answers = system.tellAll(recorders, "first");
            pause();
            JournalTable.insert(connection, POISONED, 1, "planted");
            connection.commit();
            return answers;
        }
    }

    /** Holds up every write until the connection commits, so that the writes behind the first ones gather. */
    private Connection lockForWriters() throws SQLException {
        Connection connection = tables.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE event_journal IN EXCLUSIVE MODE");
        }
        return connection;
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
