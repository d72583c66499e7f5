package dev.giveback.loyalty.shards;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.CustomerJournals;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.node.Followed;
import dev.giveback.platform.tail.FeedName;
import dev.giveback.platform.tail.SoleWorker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The databases that store customers' events first, each those of a range of customers. A checkout waits for one of them alone; what they stored is brought into the service's
 * own journal some milliseconds later, in large batches, and everything that follows or reads the journal as a whole reads it there. Without shards the service's own journal
 * is the only one.
 */
public final class JournalShards implements AutoCloseable {
    private static final String HOME_HISTORY = "journal_shard_schema_history";
    private static final String HOME_LOCATION = "classpath:dev/giveback/loyalty/shards/migration";
    private static final String IDENTITY_HISTORY = "journal_shard_identity_history";
    private static final String IDENTITY_LOCATION = "classpath:dev/giveback/loyalty/shards/identity";
    private static final int FIRST_LOCK = 8_172_100;
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 10;

    private static final String LAST =
            "SELECT coalesce(max(sequence_number), 0) FROM event_journal WHERE persistence_id = ?";

    private final DataSource home;
    private final List<JournalShard> shards;
    private final @Nullable ShardMap map;
    private final List<SoleWorker> merging = new ArrayList<>();

    private JournalShards(DataSource home, List<JournalShard> shards) {
        this.home = home;
        this.shards = shards;
        this.map = shards.isEmpty() ? null : new ShardMap(shards.size());
    }

    /**
     * Makes these databases shards, or finds that they are. A journal that has customers already is copied first, each customer to its shard; that takes as long as it takes,
     * and begins again where it was broken off.
     *
     * @param home the service's own journal, migrated
     * @param schema of the tables, in all databases the same
     * @param databases in the order of the setting, each with a pool for it
     * @throws StartupException when they are not those that they were, or cannot be shards
     */
    public static JournalShards open(DataSource home, String schema, List<? extends DataSource> databases) {
        try {
            if (databases.isEmpty() && !isKnown(home)) {
                return new JournalShards(home, List.of());
            }
            JournalSchema.migrate(home, schema, HOME_HISTORY, HOME_LOCATION);
            for (DataSource database : databases) {
                JournalSchema.migrate(database, schema);
                JournalSchema.migrate(database, schema, IDENTITY_HISTORY, IDENTITY_LOCATION);
            }
            return new JournalShards(home, new ShardSetUp(home, List.copyOf(databases)).run());
        } catch (SQLException failed) {
            throw new StartupException("the journal shards could not be looked at", failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while journal shards were set up", e);
        }
    }

    private static boolean isKnown(DataSource home) throws SQLException {
        try (Connection connection = home.getConnection()) {
            return ShardTable.isIn(connection);
        }
    }

    /**
     * Begins to bring events into the service's own journal, on one node of the cluster at a time.
     *
     * @param connections to the service's own journal, two for each shard
     */
    public void startMerging(DataSource connections) {
        for (JournalShard shard : shards) {
            FeedName name = new FeedName("journal shard " + shard.number(), FIRST_LOCK + shard.number());
            merging.add(SoleWorker.start(name, connections, INTERVAL, new ShardMerge(shard, connections)));
        }
    }

    /** Whether customers' events are stored in databases of their own. */
    public boolean any() {
        return !shards.isEmpty();
    }

    /** The place of a customer's shard among the databases, from 1; 0 without shards. */
    public int numberOf(CustomerId id) {
        return map == null ? 0 : map.shardOf(id);
    }

    /**
     * The customers' journals by connections of somebody's own.
     *
     * @param home to the service's own journal
     * @param own to the shards, in their order
     */
    public CustomerJournals by(DataSource home, List<? extends DataSource> own) {
        if (map == null) {
            return CustomerJournals.in(home);
        }
        ShardMap shardMap = map;
        return new CustomerJournals() {
            @Override
            public DataSource first(CustomerId id) {
                return own.get(shardMap.shardOf(id) - 1);
            }

            @Override
            public void awaitMerged(CustomerId id) throws SQLException {
                String persistenceId = PersistenceIds.of(id);
                long wanted = last(first(id), persistenceId);
                long begin = System.nanoTime();
                while (last(home, persistenceId) < wanted) {
                    pause(begin, "the events of the customer");
                }
            }
        };
    }

    /**
     * Returns when every event that there was when this was called is in the service's own journal. It blocks.
     *
     * @throws SQLException when a database could not be read, or the events did not come within 10 s
     * @throws IllegalStateException when a shard has not what was merged of it
     */
    public void awaitAllMerged() throws SQLException {
        long begin = System.nanoTime();
        for (JournalShard shard : shards) {
            FeedOffset end = end(shard);
            try (Connection connection = home.getConnection()) {
                ShardTable table = new ShardTable(connection);
                while (table.find(shard.number()).orElseThrow().place().compareTo(end) < 0) {
                    pause(begin, "the events of journal shard " + shard.number());
                }
            }
        }
    }

    private FeedOffset end(JournalShard shard) throws SQLException {
        FeedOffset place;
        try (Connection connection = home.getConnection()) {
            place = new ShardTable(connection)
                    .find(shard.number())
                    .orElseThrow()
                    .place();
        }
        try (Connection connection = shard.source().getConnection()) {
            ShardPlace.expectReached(shard, connection, place);
            return ShardPlace.last(connection);
        }
    }

    private static void pause(long begin, String what) throws SQLException {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
            throw new SQLException(what + " were not brought into the journal within " + PATIENCE.toSeconds() + " s");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    private static long last(DataSource source, String persistenceId) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.setString(1, persistenceId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What brings events into the service's own journal, for whoever looks after it. */
    public List<Followed> followed(Executor blocking) {
        return shards.stream()
                .map(shard -> (Followed) new ShardStanding(shard, home, blocking))
                .toList();
    }

    /** Ends the merging; the pools are closed by whoever opened them. */
    @Override
    public void close() {
        merging.forEach(SoleWorker::close);
    }
}
