package dev.giveback.platform.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the settings with which an actor system keeps its events, snapshots and projections in one database schema. */
public final class JournalConfig {
    private static final String AUTO_START_JOURNALS = "akka.persistence.journal.auto-start-journals";
    private static final String AUTO_START_SNAPSHOTS = "akka.persistence.snapshot-store.auto-start-snapshot-stores";
    private static final String WRITERS = "giveback.journal.writer-dispatcher.thread-pool-executor.fixed-pool-size";
    private static final String DATABASE = "akka-persistence-jdbc.shared-databases.slick.db";

    /**
     * How long either side may say nothing while the other one waits for it. A connection that was forgotten on the way would otherwise hold a writer
     * until the system gives up, and two of those are all writers; and its transaction, of which the database does not know that nobody will end it,
     * would hold the row that its customer's next event needs. The breaker has given up by half of this.
     */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final String RECOVERIES = "akka.persistence.max-concurrent-recoveries";

    /**
     * A database that is gone must be told as such soon, where there are others: whoever waits for it holds a place among those who are read back from any of them.
     */
    private static final Duration FURTHER_PATIENCE = Duration.ofSeconds(1);

    private static final int FURTHER_FAILURES = 20;

    private JournalConfig() {}

    /**
     * The settings of the journal on {@code database}, to be laid over everything else:
     * {@code JournalConfig.of(…).withFallback(ConfigFactory.load())}.
     *
     * @param database where the schema is; {@link JournalSchema#migrate} must have run on it
     * @param connections the size of the one pool that writes, replays and snapshots share, at least 3: the writers of the
     *     group commit take two
     */
    public static Config of(JournalDatabase database, int connections) {
        if (connections < 3) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: >= 3)");
        }
        // Slick wants as many threads as connections: more threads would block each other, fewer leave connections
        // idle.
        Config pool = ConfigValueFactory.fromMap(Map.of(
                        "url",
                        database.schemaUrl() + "&socketTimeout=" + SILENCE.toSeconds(),
                        "connectionInitSql",
                        JournalDatabase.NOTICE_LOSS + "; SET idle_in_transaction_session_timeout = "
                                + SILENCE.toMillis(),
                        "user",
                        database.user(),
                        "password",
                        database.password(),
                        "numThreads",
                        connections,
                        "maxConnections",
                        connections,
                        "minConnections",
                        connections))
                .atPath(DATABASE);
        return pool.withFallback(
                ConfigFactory.parseResources(JournalConfig.class.getClassLoader(), "giveback-journal.conf"));
    }

    /**
     * The same settings with further journals, each with snapshots of its own, on these databases; an actor that is stored there says so by {@link #furtherJournal} and
     * {@link #furtherSnapshots}.
     *
     * @param resolved settings that are complete, those of {@link #of} among them
     * @param databases where {@link JournalSchema#migrate} must have run before an actor is read
     * @param connections the size of each pool, at least 3
     */
    public static Config withFurther(Config resolved, List<JournalDatabase> databases, int connections) {
        Config settings = resolved;
        List<String> journals = new ArrayList<>(resolved.getStringList(AUTO_START_JOURNALS));
        List<String> snapshots = new ArrayList<>(resolved.getStringList(AUTO_START_SNAPSHOTS));
        for (int i = 0; i < databases.size(); i++) {
            String name = "further-" + (i + 1);
            Config pool = of(databases.get(i), connections)
                    .getConfig(DATABASE)
                    .withValue("connectionTimeout", ConfigValueFactory.fromAnyRef(FURTHER_PATIENCE.toMillis()))
                    .withValue("poolName", ConfigValueFactory.fromAnyRef("journal-" + name))
                    .withFallback(resolved.getConfig(DATABASE));
            settings = pool.atPath("akka-persistence-jdbc.shared-databases." + name + ".db")
                    .withFallback(resolved.getConfig("akka-persistence-jdbc.shared-databases.slick")
                            .atPath("akka-persistence-jdbc.shared-databases." + name))
                    .withFallback(plugin(resolved, "jdbc-journal", furtherJournal(i + 1), name))
                    .withFallback(plugin(resolved, "jdbc-snapshot-store", furtherSnapshots(i + 1), name))
                    .withFallback(settings);
            journals.add(furtherJournal(i + 1));
            snapshots.add(furtherSnapshots(i + 1));
        }
        return settings.withValue(AUTO_START_JOURNALS, ConfigValueFactory.fromIterable(journals))
                .withValue(AUTO_START_SNAPSHOTS, ConfigValueFactory.fromIterable(snapshots))
                .withValue(WRITERS, ConfigValueFactory.fromAnyRef(resolved.getInt(WRITERS) * (databases.size() + 1)))
                .withValue(
                        RECOVERIES,
                        ConfigValueFactory.fromAnyRef(resolved.getInt(RECOVERIES) * (databases.size() + 1)));
    }

    private static Config plugin(Config resolved, String model, String name, String database) {
        return resolved.getConfig(model)
                .withValue("use-shared-db", ConfigValueFactory.fromAnyRef(database))
                .withValue("circuit-breaker.max-failures", ConfigValueFactory.fromAnyRef(FURTHER_FAILURES))
                .atPath(name);
    }

    /** The plugin of a further journal, by its place among the databases, from 1. */
    public static String furtherJournal(int number) {
        return "jdbc-journal-further-" + number;
    }

    /** The plugin of the snapshots there. */
    public static String furtherSnapshots(int number) {
        return "jdbc-snapshot-store-further-" + number;
    }

    /** The same as {@link #of(JournalDatabase, int)}, from the parts of the database. */
    public static Config of(String url, String user, String password, String schema, int connections) {
        return of(new JournalDatabase(url, user, password, schema), connections);
    }
}
