package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes whose customers are stored in two databases; the node that brings them into the journal of the service is killed in the middle. */
@Timeout(900)
final class JournalShardsClusterTest {
    private static final int CUSTOMERS = 30;
    private static final String ROWS = """
            SELECT persistence_id || '#' || sequence_number, encode(event_payload, 'hex') FROM loyalty.event_journal
            WHERE persistence_id LIKE 'customer|%'
            """;

    @TempDir
    private Path folder;

    @Test
    void aKilledNodeLosesAndDoublesNothingInTwoDatabasesAndTheJournalOfBoth() throws Exception {
        try (TestDatabase one = TestDatabase.create();
                TestDatabase two = TestDatabase.create();
                LoyaltyCluster cluster = LoyaltyCluster.start(
                        folder, 3, Map.of("giveback.loyalty.database.shards", one.jdbcUrl() + " " + two.jdbcUrl()))) {
            Tills tills = Tills.open(cluster.client(), CUSTOMERS, Duration.ofSeconds(5));
            try (tills) {
                var unused = tills.untilEachSold(5);
                for (ServiceNode victim : cluster.nodes()) {
                    victim.kill();
                    var unusedToo = tills.untilEachSold(1);
                    // What was stored by now is merged by a node that is left.
                    awaitRows(cluster.database(), rows(one).size() + rows(two).size());
                    victim.begin();
                    victim.awaitReady();
                }
            }
            assertThat(tills.failures()).as("answers that failed").isNotEmpty();
            tills.compareBooks();
            Map<String, String> here = rows(one);
            Map<String, String> there = rows(two);
            assertThat(here).isNotEmpty();
            assertThat(there).isNotEmpty();
            // A call that was given up may still have been under way.
            for (int i = 0; i < 600 && !isSettled(cluster.database(), here, there); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                here = rows(one);
                there = rows(two);
            }
            Map<String, String> stored = new TreeMap<>(here);
            stored.putAll(there);
            assertThat(stored).hasSize(here.size() + there.size());
            assertThat(rows(cluster.database())).isEqualTo(stored);
        }
    }

    private static boolean isSettled(TestDatabase home, Map<String, String> here, Map<String, String> there)
            throws SQLException {
        return rows(home).size() == here.size() + there.size();
    }

    private static void awaitRows(TestDatabase home, int rows) throws Exception {
        for (int i = 0; rows(home).size() < rows; i++) {
            assertThat(i).as("looks until " + rows + " rows are merged").isLessThan(1_200);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Map<String, String> rows(TestDatabase database) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2));
            }
        }
        return rows;
    }
}
