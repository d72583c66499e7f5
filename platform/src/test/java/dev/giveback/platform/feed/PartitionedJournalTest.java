package dev.giveback.platform.feed;

import static dev.giveback.platform.feed.FeedTables.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.journal.JournalSystem;
import dev.giveback.platform.journal.JournalTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code deploy/postgres/partition-journal.sql} makes of a journal: the same rows in the same orders, and the same fence. */
final class PartitionedJournalTest {
    private static final Path SCRIPT = Path.of("..", "deploy", "postgres", "partition-journal.sql");
    private static final String PARTS = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'event_journal'::regclass";

    private final FeedTables tables = new FeedTables();
    private final JournalFeed feed = JournalFeed.over(tables.source);

    @AfterEach
    void dropTables() {
        tables.close();
    }

    @Test
    void rowsStayInTheirOrdersAndAFollowerGoesOn() throws SQLException, IOException {
        fill(1, 40);
        List<String> feedBefore = names(feed.read(FeedOffset.START, "").envelopes());
        List<JournalRow> scanBefore = scan();
        FeedOffset offset = feed.read(FeedOffset.START, "").next();

        partition("8");

        assertThat(JournalTable.number(tables.source, PARTS)).isEqualTo(8);
        assertThat(names(feed.read(FeedOffset.START, "").envelopes())).isEqualTo(feedBefore);
        assertThat(scan()).usingRecursiveComparison().isEqualTo(scanBefore);
        fill(41, 41);
        assertThat(names(feed.read(offset, "").envelopes())).hasSize(20).startsWith("actor-0/41", "actor-1/41");
        assertThat(feedBefore).hasSize(800);
    }

    @Test
    void aSecondWriterIsRefusedAcrossParts() throws SQLException, IOException {
        fill(1, 3);
        partition("8");
        // The migration finds its table as it was.
        JournalSchema.migrate(tables.database.dataSource(), JournalSystem.SCHEMA);
        for (int actor = 0; actor < 20; actor++) {
            String persistenceId = "actor-" + actor;
            assertThatThrownBy(() -> tables.insert(persistenceId, 3, 3))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("23505"));
            tables.insert(persistenceId, 4, 4);
        }
        assertThat(scan()).hasSize(80);
    }

    /** The control: divided by place, the key must have the place in it, and lets a second writer in. */
    @Test
    void divisionByPlaceWouldLetASecondWriterIn() throws SQLException {
        execute("ALTER TABLE event_journal DROP CONSTRAINT event_journal_pkey,"
                + " ADD PRIMARY KEY (persistence_id, sequence_number, ordering)");
        tables.insert("actor", 1, 1);
        tables.insert("actor", 1, 1);
        assertThat(scan()).hasSize(2);
    }

    @Test
    void whatIsNotMeantIsRefusedAndChangesNothing() throws SQLException, IOException {
        fill(1, 1);
        for (String parts : List.of("1", "257")) {
            assertThatThrownBy(() -> partition(parts)).hasMessageContaining(parts + " (expected: 2 to 256)");
        }
        assertThat(JournalTable.number(tables.source, PARTS)).isZero();
        partition("2");
        assertThatThrownBy(() -> partition("4")).hasMessageContaining("partitioned already");
        assertThat(JournalTable.number(tables.source, PARTS)).isEqualTo(2);
        assertThat(scan()).hasSize(20);
    }

    private void fill(int from, int to) throws SQLException {
        for (int event = from; event <= to; event++) {
            for (int actor = 0; actor < 20; actor++) {
                tables.insert("actor-" + actor, event, event);
            }
        }
    }

    private List<JournalRow> scan() throws SQLException {
        try (Connection connection = tables.source.getConnection()) {
            JournalScan scan = JournalScan.ofPrefix(tables.source, "actor", JournalCut.now(connection), 10_000);
            return scan.page(connection, scan.start());
        }
    }

    private void partition(String parts) throws SQLException, IOException {
        execute("SET giveback.partitions = " + parts + ";\n" + Files.readString(SCRIPT, StandardCharsets.UTF_8));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = tables.begin();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }
}
