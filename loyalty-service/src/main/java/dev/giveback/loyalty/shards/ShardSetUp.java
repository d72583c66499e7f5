package dev.giveback.loyalty.shards;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import dev.giveback.platform.lifecycle.StartupException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes databases the shards of a journal when they are first named, and looks at every other start that they are the same ones. It runs before any customer is in memory, on one
 * node at a time.
 */
final class ShardSetUp {
    private static final Logger LOG = LoggerFactory.getLogger(ShardSetUp.class);
    private static final String SETTING = "giveback.loyalty.database.shards";
    private static final int LOCK = 8_172_021;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long LOOK_MILLIS = 100;
    private static final int PAGE_ROWS = 1_000;
    private static final JournalCut EVERYTHING = new JournalCut(Long.MAX_VALUE);

    /** The shards have snapshots of their own. */
    private static final String DROP_SNAPSHOTS =
            "DELETE FROM snapshot WHERE persistence_id >= 'customer|' AND persistence_id < 'customer|' || chr(1114111)";

    private final DataSource home;
    private final List<DataSource> databases;

    /**
     * @param home the service's own journal
     * @param databases those that are to be its shards, migrated, in the order of the setting
     */
    ShardSetUp(DataSource home, List<DataSource> databases) {
        this.home = home;
        this.databases = databases;
    }

    /**
     * Gives the shards when they are ready.
     *
     * @throws StartupException when the databases are not those that they were, or cannot be shards
     */
    List<JournalShard> run() throws SQLException, InterruptedException {
        try (Connection connection = home.getConnection()) {
            if (databases.isEmpty()) {
                expectNone(new ShardTable(connection).all());
                return List.of();
            }
            lock(connection);
            try {
                return shards(connection);
            } finally {
                var unused = isTrue(connection, "SELECT pg_advisory_unlock(" + LOCK + ", hashtext(current_schema()))");
            }
        }
    }

    private static void expectNone(List<ShardTable.Row> known) {
        if (!known.isEmpty()) {
            throw new StartupException(SETTING + ": empty (expected: the " + known.size()
                    + " databases in which the events of customers are stored)");
        }
    }

    private static void lock(Connection connection) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        while (!isTrue(connection, "SELECT pg_try_advisory_lock(" + LOCK + ", hashtext(current_schema()))")) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new StartupException("another node has been setting up the journal shards for " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private List<JournalShard> shards(Connection connection) throws SQLException {
        ShardTable table = new ShardTable(connection);
        table.expectFence();
        if (table.all().isEmpty()) {
            expectEmpty();
            begin(connection, table);
        }
        List<ShardTable.Row> known = table.all();
        if (known.size() != databases.size()) {
            throw new StartupException(SETTING + ": " + databases.size() + " databases (expected: the " + known.size()
                    + " in which the events of customers are stored)");
        }
        List<JournalShard> shards = new ArrayList<>();
        for (ShardTable.Row each : known) {
            DataSource database = databases.get(each.number() - 1);
            expectIdentity(each, database);
            shards.add(new JournalShard(each.number(), each.id(), database));
        }
        Set<Integer> empty = known.stream()
                .filter(each -> !each.isFilled())
                .map(ShardTable.Row::number)
                .collect(Collectors.toSet());
        if (!empty.isEmpty()) {
            fill(connection, table, shards, empty);
        }
        return shards;
    }

    private void expectEmpty() throws SQLException {
        for (int i = 0; i < databases.size(); i++) {
            try (Connection connection = databases.get(i).getConnection()) {
                if (ShardIdentity.read(connection).isPresent()
                        || ShardIdentity.hasEvents(connection)
                        || ShardTable.isIn(connection)) {
                    throw new StartupException(SETTING + ": the database at place " + (i + 1)
                            + " has events already, or belongs to another journal (expected: an empty one)");
                }
            }
        }
    }

    private void begin(Connection connection, ShardTable table) throws SQLException {
        connection.setAutoCommit(false);
        try {
            table.begin(databases.size());
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void expectIdentity(ShardTable.Row known, DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            ShardIdentity expected = ShardIdentity.of(known);
            Optional<ShardIdentity> found = ShardIdentity.read(connection);
            if (found.isEmpty() && !known.isFilled() && !ShardIdentity.hasEvents(connection)) {
                expected.write(connection);
            } else if (found.isEmpty() || !found.get().equals(expected)) {
                throw new StartupException(SETTING + ": the database at place " + known.number() + " is "
                        + found.map(ShardSetUp::told).orElse("no shard of this journal") + " (expected: "
                        + told(expected) + ")");
            }
        }
    }

    private static String told(ShardIdentity identity) {
        return "shard " + identity.number() + " of " + identity.shardCount() + " with id " + identity.id();
    }

    /**
     * Copies what customers' events there are to these shards; doing it again changes nothing. Those that a shard had before, it may have instead of the journal: then all that it has is
     * merged once more.
     */
    private void fill(Connection connection, ShardTable table, List<JournalShard> shards, Set<Integer> empty)
            throws SQLException {
        Set<Integer> hadEvents = withEvents(shards);
        ShardMap map = new ShardMap(shards.size());
        // Not one that was used before: who reads the events takes a writer that comes back after another one for a
        // fault.
        UUID writer = UUID.randomUUID();
        JournalScan scan = JournalScan.ofPrefix(home, PersistenceIds.CUSTOMER_PREFIX, EVERYTHING, PAGE_ROWS);
        long total = scan.count();
        if (total > 0) {
            LOG.info(
                    "{} events of customers are copied into the journal shards {} of {}.", total, empty, shards.size());
        }
        long copied = 0;
        long told = System.nanoTime();
        for (List<JournalRow> page = scan.page(connection, scan.start());
                !page.isEmpty();
                page = scan.page(connection, JournalScan.after(page))) {
            copy(page, map, shards, empty, writer);
            copied += page.size();
            if (System.nanoTime() - told > Duration.ofSeconds(10).toNanos()) {
                told = System.nanoTime();
                LOG.info("{} of {} events are copied.", copied, total);
            }
        }
        connection.setAutoCommit(false);
        try (PreparedStatement drop = connection.prepareStatement(DROP_SNAPSHOTS)) {
            for (int number : empty) {
                boolean isAgain = hadEvents.contains(number);
                table.filled(number, isAgain ? FeedOffset.START : last(shards.get(number - 1)));
            }
            drop.executeUpdate();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static FeedOffset last(JournalShard shard) throws SQLException {
        try (Connection connection = shard.source().getConnection()) {
            return ShardPlace.last(connection);
        }
    }

    private static Set<Integer> withEvents(List<JournalShard> shards) throws SQLException {
        Set<Integer> withEvents = new HashSet<>();
        for (JournalShard shard : shards) {
            try (Connection connection = shard.source().getConnection()) {
                if (ShardIdentity.hasEvents(connection)) {
                    withEvents.add(shard.number());
                }
            }
        }
        return withEvents;
    }

    private static void copy(
            List<JournalRow> page, ShardMap map, List<JournalShard> shards, Set<Integer> empty, UUID writer)
            throws SQLException {
        Map<Integer, List<JournalRow>> parts = new HashMap<>();
        for (JournalRow row : page) {
            String entity = row.persistenceId().substring(PersistenceIds.CUSTOMER_PREFIX.length());
            int number = map.shardOf(CustomerId.ofEntity(entity));
            if (empty.contains(number)) {
                parts.computeIfAbsent(number, none -> new ArrayList<>()).add(row);
            }
        }
        for (Map.Entry<Integer, List<JournalRow>> part : parts.entrySet()) {
            JournalShard shard = shards.get(part.getKey() - 1);
            try (Connection connection = shard.source().getConnection()) {
                Optional<String> different = StoredOnce.store(connection, part.getValue(), writer);
                if (different.isPresent()) {
                    throw new StartupException("journal shard " + shard.number() + ": " + different.get()
                            + " is there with another content than in the journal");
                }
            }
        }
    }
}
