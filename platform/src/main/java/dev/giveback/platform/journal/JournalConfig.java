package dev.giveback.platform.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Map;

/** Makes the settings with which an actor system keeps its events, snapshots and projections in one database schema. */
public final class JournalConfig {
    private static final String DATABASE = "akka-persistence-jdbc.shared-databases.slick.db";

    /**
     * How long either side may say nothing while the other one waits for it. A connection that was forgotten on the way would otherwise hold a writer
     * until the system gives up, and two of those are all writers; and its transaction, of which the database does not know that nobody will end it,
     * would hold the row that its customer's next event needs. The breaker has given up by half of this.
     */
    private static final Duration SILENCE = Duration.ofSeconds(20);

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

    /** The same as {@link #of(JournalDatabase, int)}, from the parts of the database. */
    public static Config of(String url, String user, String password, String schema, int connections) {
        return of(new JournalDatabase(url, user, password, schema), connections);
    }
}
