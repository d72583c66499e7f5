package dev.giveback.platform.feed;

import static dev.giveback.platform.feed.FeedTables.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import dev.giveback.platform.journal.JournalTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JournalFeedTest {
    private final FeedTables tables = new FeedTables();
    private final JournalFeed feed = JournalFeed.over(tables.source);

    @AfterEach
    void dropTables() {
        tables.close();
    }

    @Test
    void anEnvelopeHoldsWhatTheRowHolds() throws SQLException {
        tables.insert("a", 1, 1);
        FeedEnvelope envelope = feed.read(FeedOffset.START, "").envelopes().getFirst();
        assertThat(envelope.persistenceId()).isEqualTo("a");
        assertThat(envelope.sequenceNumber()).isEqualTo(1);
        assertThat(envelope.timestamp()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(envelope.serializerId()).isEqualTo(20);
        assertThat(envelope.manifest()).isEmpty();
        assertThat(envelope.payload().toStringUtf8()).isEqualTo("event 1");
    }

    @Test
    void aRowOfASlowTransactionIsSeenOnceAndInItsPlace() throws SQLException {
        List<String> seen = new ArrayList<>();
        FeedOffset offset = FeedOffset.START;
        try (Connection slow = tables.begin()) {
            JournalTable.insert(slow, "slow", 1, "late");
            tables.insert("fast", 1, 3);
            FeedPage before = feed.read(offset, "");
            seen.addAll(names(before.envelopes()));
            assertThat(seen).isEmpty();
            offset = before.next();
            slow.commit();
        }
        tables.insert("fast", 4, 4);
        seen.addAll(names(feed.read(offset, "").envelopes()));
        assertThat(seen).containsExactly("slow/1", "fast/1", "fast/2", "fast/3", "fast/4");
    }

    @Test
    void aRowWhoseTransactionBeganLaterButGotItsOrderingEarlierIsSeenOnce() throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection first = tables.begin();
                Connection second = tables.begin()) {
            // The first has the lower transaction id and the higher ordering.
            try (Statement statement = first.createStatement()) {
                statement.execute("SELECT pg_current_xact_id()");
            }
            JournalTable.insert(second, "second", 1, "x");
            JournalTable.insert(first, "first", 1, "x");
            second.commit();
            FeedPage between = feed.read(FeedOffset.START, "");
            seen.addAll(names(between.envelopes()));
            first.commit();
            seen.addAll(names(feed.read(between.next(), "").envelopes()));
        }
        assertThat(seen).containsExactly("first/1", "second/1");
    }

    /** The control: a reader that goes by the ordering alone. It must lose the slow row, or the tests above show nothing. */
    @Test
    void aReaderByOrderingAloneLosesTheRowOfASlowTransaction() throws SQLException {
        List<Long> seen = new ArrayList<>();
        long slowOrdering;
        try (Connection slow = tables.begin()) {
            slowOrdering = JournalTable.insert(slow, "slow", 1, "late");
            tables.insert("fast", 1, 3);
            seen.addAll(orderingsAfter(0));
            slow.commit();
        }
        tables.insert("fast", 4, 4);
        seen.addAll(orderingsAfter(seen.getLast()));
        assertThat(seen).hasSize(4).doesNotContain(slowOrdering);
        assertThat(orderingsAfter(0)).hasSize(5).contains(slowOrdering);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() throws SQLException {
        tables.insert("a", 1, 2_500);
        JournalFeed small = new JournalFeed(tables.source, FeedSettings.DEFAULT.withPageRows(700));
        List<FeedEnvelope> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        FeedOffset offset = FeedOffset.START;
        for (FeedPage page = small.read(offset, ""); page.rowsSeen() > 0; page = small.read(offset, "")) {
            all.addAll(page.envelopes());
            sizes.add(page.rowsSeen());
            offset = page.next();
        }
        assertThat(sizes).containsExactly(700, 700, 700, 400);
        assertThat(all).hasSize(2_500).isSortedAccordingTo((a, b) -> a.offset().compareTo(b.offset()));
        assertThat(new HashSet<>(names(all))).hasSize(2_500);
    }

    @Test
    void aReaderOfAPrefixMovesPastWhatItDoesNotWant() throws SQLException {
        tables.insert("other", 1, 10);
        tables.insert("mine%|", 1, 1);
        tables.insert("other", 11, 20);
        FeedPage page = feed.read(FeedOffset.START, "mine%");
        assertThat(names(page.envelopes())).containsExactly("mine%|/1");
        assertThat(page.rowsSeen()).isEqualTo(21);
        assertThat(feed.read(page.next(), "mine%").rowsSeen()).isZero();
    }

    @Test
    void readingAllOfAPrefixAndGoingOnMissesNothing() throws SQLException {
        tables.insert("b|1", 1, 2);
        tables.insert("a|1", 1, 2);
        tables.insert("a|2", 1, 1);
        tables.insert("aa", 1, 1);
        try (Connection slow = tables.begin()) {
            JournalTable.insert(slow, "a|3", 1, "late");
            tables.insert("a|1", 3, 3);
            FeedPage all = feed.readAll("a|");
            assertThat(names(all.envelopes())).containsExactly("a|1/1", "a|1/2", "a|2/1");
            slow.commit();
            assertThat(names(feed.read(all.next(), "a|").envelopes())).containsExactly("a|3/1", "a|1/3");
        }
    }

    @Test
    void readingAllOfMoreThanItsBoundIsRefused() throws SQLException {
        tables.insert("a", 1, 4);
        JournalFeed bounded = new JournalFeed(tables.source, FeedSettings.DEFAULT.withHistoryRows(3));
        assertThatThrownBy(() -> bounded.readAll("a"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("more than 3");
    }

    @Test
    void theLiveStreamDeliversWhatIsThereAndWhatComes() throws Exception {
        ActorTestKit kit = ActorTestKit.create("feed");
        try {
            tables.insert("a", 1, 1_500);
            AtomicInteger taken = new AtomicInteger();
            CompletionStage<List<FeedEnvelope>> all = feed.live(FeedOffset.START, "a")
                    .wireTap(envelope -> taken.incrementAndGet())
                    .take(1_503)
                    .runWith(Sink.seq(), kit.system());
            while (taken.get() < 1_500) {
                Thread.sleep(20);
            }
            tables.insert("b", 1, 1);
            tables.insert("a", 1_501, 1_503);
            List<FeedEnvelope> envelopes = all.toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(envelopes)
                    .extracting(FeedEnvelope::sequenceNumber)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(envelopes).extracting(FeedEnvelope::persistenceId).containsOnly("a");
        } finally {
            kit.shutdownTestKit();
        }
    }

    @Test
    void aPageIsReadByTheIndexOfTheFeed() throws SQLException {
        try (Connection connection = tables.source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer,"
                    + " adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
                    + " SELECT 'a', i, 0, gen_random_uuid(), '', 20, '', 'x' FROM generate_series(1, 20000) AS i");
            statement.execute("ANALYZE event_journal");
            for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                statement.execute("SET plan_cache_mode = " + mode);
                assertThat(plan(connection))
                        .contains("Index Scan using event_journal_feed")
                        .contains("Index Cond: ((ROW(transaction_id, ordering) > ROW(")
                        .doesNotContain("Sort");
            }
        }
    }

    private static String plan(Connection connection) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + FeedQueries.PAGE)) {
            statement.setArray(1, connection.createArrayOf("text", new String[] {"a", "b"}));
            statement.setString(2, "1");
            statement.setLong(3, 15_000);
            statement.setInt(4, 1_000);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private List<Long> orderingsAfter(long ordering) throws SQLException {
        List<Long> orderings = new ArrayList<>();
        try (Connection connection = tables.source.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT ordering FROM event_journal WHERE ordering > ? ORDER BY ordering")) {
            statement.setLong(1, ordering);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    orderings.add(row.getLong(1));
                }
            }
        }
        return orderings;
    }
}
