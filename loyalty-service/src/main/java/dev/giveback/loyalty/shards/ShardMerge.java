package dev.giveback.loyalty.shards;

import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.tail.SoleWorker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Brings the events of one shard into the service's own journal, in the order of the shard's feed, each exactly once: the rows and the place are one transaction, and whoever
 * merges beside it finds the place moved. What is not as it must be stops it, and nothing is passed over:
 *
 * <ul>
 *   <li>an event that is there with another content, as after the shard was set back to a backup and went on from there;
 *   <li>an event whose predecessor is not there;
 *   <li>a place at which the shard has no event, as after it was set back.
 * </ul>
 */
final class ShardMerge implements SoleWorker.Round {
    /** A round ends after so long, that whoever wants to stop or pause it comes to it. */
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The first of these events that is not there. */
    private static final String MISSING = """
            SELECT asked.persistence_id, asked.sequence_number
            FROM unnest(?::text[], ?::int8[]) AS asked (persistence_id, sequence_number)
            WHERE NOT EXISTS (SELECT FROM event_journal AS stored
                WHERE stored.persistence_id = asked.persistence_id AND stored.sequence_number = asked.sequence_number)
            LIMIT 1
            """;

    private final JournalShard shard;
    private final JournalFeed feed;
    private final DataSource home;

    /** @param home connections to the service's own journal, one of which is used for each transaction */
    ShardMerge(JournalShard shard, DataSource home) {
        this.shard = shard;
        this.feed = shard.feed();
        this.home = home;
    }

    @Override
    public boolean work() throws SQLException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < ROUND_NANOS) {
            if (!step()) {
                return false;
            }
        }
        return true;
    }

    /** Merges a page; false when there is none, or it is paused. */
    boolean step() throws SQLException {
        FeedOffset place;
        try (Connection connection = home.getConnection()) {
            ShardTable.Row known = known(new ShardTable(connection).find(shard.number()));
            if (known.isPaused()) {
                return false;
            }
            place = known.place();
        }
        try (Connection connection = shard.source().getConnection()) {
            ShardPlace.expectReached(shard, connection, place);
        }
        FeedPage page = feed.read(place, PersistenceIds.CUSTOMER_PREFIX);
        if (page.next().equals(place)) {
            return false;
        }
        merge(place, page);
        return true;
    }

    private void merge(FeedOffset from, FeedPage page) throws SQLException {
        try (Connection connection = home.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ShardTable table = new ShardTable(connection);
                // Somebody else may have merged it meanwhile: a lock of a session ends with the session and not with
                // its statements.
                ShardTable.Row known = known(table.lock(shard.number()));
                if (known.place().equals(from) && !known.isPaused()) {
                    store(connection, page.envelopes());
                    table.move(shard.number(), page.next());
                    connection.commit();
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void store(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        if (envelopes.isEmpty()) {
            return;
        }
        expectPredecessors(connection, envelopes);
        List<JournalRow> rows = envelopes.stream().map(ShardMerge::row).toList();
        Optional<String> different = StoredOnce.store(connection, rows, shard.id());
        if (different.isPresent()) {
            throw problem(different.get() + " is in the journal with another content than in the shard");
        }
    }

    private void expectPredecessors(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        Map<String, Long> latest = new HashMap<>();
        Map<String, Long> wanted = new HashMap<>();
        for (FeedEnvelope envelope : envelopes) {
            Long before = latest.put(envelope.persistenceId(), envelope.sequenceNumber());
            if (before == null && envelope.sequenceNumber() > 1) {
                wanted.put(envelope.persistenceId(), envelope.sequenceNumber() - 1);
            } else if (before != null && before != envelope.sequenceNumber() - 1) {
                throw problem("event " + envelope.sequenceNumber() + " of " + envelope.persistenceId()
                        + " comes after event " + before);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
            statement.setArray(
                    1, connection.createArrayOf("text", wanted.keySet().toArray()));
            statement.setArray(
                    2, connection.createArrayOf("int8", wanted.values().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw problem("event " + row.getLong(2) + " of " + row.getString(1)
                            + " is not merged, and a later one is to be");
                }
            }
        }
    }

    private ShardTable.Row known(Optional<ShardTable.Row> found) {
        ShardTable.Row known = found.orElseThrow(() -> problem("it is not known any more"));
        if (!Objects.equals(known.id(), shard.id())) {
            throw problem("it is known as " + known.id() + " (expected: " + shard.id() + ")");
        }
        return known;
    }

    private IllegalStateException problem(String what) {
        return new IllegalStateException("journal shard " + shard.number() + ": " + what);
    }

    private static JournalRow row(FeedEnvelope envelope) {
        return new JournalRow(
                envelope.persistenceId(),
                envelope.sequenceNumber(),
                0,
                0,
                envelope.timestamp().toEpochMilli(),
                envelope.serializerId(),
                envelope.manifest(),
                envelope.payload().toByteArray());
    }
}
