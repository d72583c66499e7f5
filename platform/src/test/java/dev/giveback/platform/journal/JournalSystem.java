package dev.giveback.platform.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import dev.giveback.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** An actor system on a migrated journal. Several may run on one database, one after the other or at once. */
public final class JournalSystem implements AutoCloseable {
    public static final String SCHEMA = "test_journal";

    private final ActorTestKit kit;

    private JournalSystem(ActorTestKit kit) {
        this.kit = kit;
    }

    public static JournalSystem start(TestDatabase database) {
        return start(database, false, "");
    }

    /** A cluster of one node. */
    public static JournalSystem startCluster(TestDatabase database) {
        JournalSystem system = start(
                database,
                false,
                "akka { actor.provider = cluster, remote.artery.canonical { hostname = 127.0.0.1, port = 0 } }");
        Cluster cluster = Cluster.get(system.kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        return system;
    }

    /** A system whose journal is written by the plugin's own DAO, with the plugin's own limits. */
    static JournalSystem startWithPluginDao(TestDatabase database) {
        return start(
                database,
                true,
                "jdbc-journal { parallelism = 8, circuit-breaker { max-failures = 10, reset-timeout = 30s } }");
    }

    static JournalSystem start(TestDatabase database, boolean pluginDao, String settings) {
        // The plugin sends every text as varchar, and the writer's column is a uuid.
        String url = database.jdbcUrl() + (pluginDao ? "?stringtype=unspecified&reWriteBatchedInserts=true" : "");
        String dao = pluginDao ? "jdbc-journal.dao = akka.persistence.jdbc.journal.dao.DefaultJournalDao" : "";
        JournalSchema.migrate(database.dataSource(), SCHEMA);
        return new JournalSystem(ActorTestKit.create(
                "journal",
                ConfigFactory.parseString(settings + "\n" + dao)
                        .withFallback(JournalConfig.of(url, database.user(), database.password(), SCHEMA, 5))
                        .withFallback(ConfigFactory.parseString("akka.projection.restart-backoff.min-backoff = 50ms"))
                        .withFallback(ConfigFactory.load())));
    }

    public ActorTestKit kit() {
        return kit;
    }

    ActorRef<Recorder.Command> recorder(String persistenceId) {
        return kit.spawn(Recorder.create(persistenceId));
    }

    /** Recorders {@code actor-0} and so on that have read the journal and are ready to write. */
    List<ActorRef<Recorder.Command>> recorders(int count) {
        List<ActorRef<Recorder.Command>> recorders =
                IntStream.range(0, count).mapToObj(i -> recorder("actor-" + i)).toList();
        recorders.forEach(this::state);
        return recorders;
    }

    /** The state of {@code recorder}. */
    String state(ActorRef<Recorder.Command> recorder) {
        TestProbe<String> probe = kit.createTestProbe();
        recorder.tell(new Recorder.Tell(probe.ref()));
        return probe.receiveMessage(Duration.ofSeconds(20));
    }

    /** The state that a fresh actor reads from the journal. */
    String stateRead(Behavior<Recorder.Command> behavior) {
        ActorRef<Recorder.Command> recorder = kit.spawn(behavior);
        String state = state(recorder);
        kit.stop(recorder);
        return state;
    }

    void store(ActorRef<Recorder.Command> recorder, List<String> words) {
        TestProbe<String> probe = kit.createTestProbe();
        recorder.tell(new Recorder.Store(words, probe.ref()));
        probe.receiveMessage(Duration.ofSeconds(20));
    }

    /** Tells every recorder to store {@code word}; answers who has stored it within {@code limit}. */
    Answers tellAll(List<ActorRef<Recorder.Command>> recorders, String word) {
        TestProbe<String> probe = kit.createTestProbe();
        recorders.forEach(recorder -> recorder.tell(new Recorder.Store(word, probe.ref())));
        return new Answers(probe);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }

    /** The answers to one word. */
    record Answers(TestProbe<String> probe) {

        /** Who has answered when {@code expected} have, or {@code limit} is over, or half a second was silent. */
        Set<String> within(Duration limit, int expected) {
            List<String> answers = new ArrayList<>();
            Instant end = Instant.now().plus(limit);
            while (answers.size() < expected && Instant.now().isBefore(end)) {
                try {
                    answers.add(probe.receiveMessage(Duration.between(Instant.now(), end)));
                } catch (AssertionError silence) {
                    break;
                }
            }
            return new HashSet<>(answers);
        }
    }
}
