package dev.giveback.feedback.occasions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Latest purchases that are found are those that would have been kept up. */
final class LatestPurchasesTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        OccasionSchema.migrate(database.dataSource(), "feedback");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static KnownOccasion purchase(String program, OccasionKind kind, int order, long bought) {
        Instant happened = Instant.ofEpochMilli(bought);
        Instant recorded = Instant.ofEpochMilli(1_000 + order);
        return new KnownOccasion(
                new CustomerId(program, "customer" + order % 3),
                new Occasion(
                        kind,
                        "order" + order,
                        kind == OccasionKind.PURCHASE ? recorded : happened,
                        new OrderFacts(List.of("c" + order), List.of("k" + order), "tier" + order % 2, order)),
                happened,
                recorded,
                List.of("product" + order),
                order + 1,
                order * 10L,
                order % 2 == 0);
    }

    private static List<KnownOccasion> latest(Connection connection, String program) throws SQLException {
        List<KnownOccasion> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + OccasionTable.COLUMNS
                        + " FROM occasion o WHERE kind = 5 AND program = '" + program + "' ORDER BY customer")) {
            while (row.next()) {
                KnownOccasion known = OccasionTable.read(row);
                rows.add(new KnownOccasion(
                        new CustomerId("any", known.customer().customer()),
                        known.occasion(),
                        known.happened(),
                        known.recorded(),
                        known.products(),
                        known.orderCount(),
                        known.points(),
                        known.isMember()));
            }
        }
        return rows;
    }

    private static void merge(Connection connection, String program) throws SQLException {
        OccasionTable.move(connection, new CustomerId(program, "customer1"), new CustomerId(program, "customer0"));
    }

    @Test
    void foundAtAnyMomentTheyAreThoseThatWereKeptUp() throws Exception {
        try (Connection connection = database.dataSource("feedback").getConnection()) {
            for (int seed = 0; seed < 100; seed++) {
                Random random = new Random(seed);
                String kept = "kept" + seed;
                String found = "found" + seed;
                List<Integer> times =
                        new ArrayList<>(IntStream.range(0, 40).boxed().toList());
                Collections.shuffle(times, random);
                int mergedAfter = random.nextInt(60);
                for (int order = 0; order < times.size(); order++) {
                    int bought = times.get(order);
                    OccasionTable.put(connection, purchase(kept, OccasionKind.PURCHASE, order, bought));
                    OccasionTable.put(connection, purchase(kept, OccasionKind.LAST_PURCHASE, order, bought));
                    OccasionTable.put(connection, purchase(found, OccasionKind.PURCHASE, order, bought));
                    if (order == mergedAfter) {
                        merge(connection, kept);
                        merge(connection, found);
                    }
                    if (random.nextInt(10) == 0) {
                        LatestPurchases.find(connection, found);
                        assertThat(latest(connection, found))
                                .as("seed %s, order %s", seed, order)
                                .isEqualTo(latest(connection, kept))
                                .isNotEmpty();
                    }
                }
            }
        }
    }

    @Test
    void whatIsKeptUpStaysWithWhatIsPlannedForIt() throws Exception {
        try (Connection connection = database.dataSource("feedback").getConnection();
                Statement statement = connection.createStatement()) {
            OccasionTable.put(connection, purchase("plans", OccasionKind.PURCHASE, 3, 20));
            OccasionTable.put(connection, purchase("plans", OccasionKind.LAST_PURCHASE, 3, 20));
            // The same moment, told later.
            OccasionTable.put(connection, purchase("plans", OccasionKind.PURCHASE, 6, 20));
            statement.executeUpdate("INSERT INTO plan VALUES ('plans', 'messages/m', 'customer0', 5, 'order3', 1, 1)");

            LatestPurchases.find(connection, "plans");

            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM plan WHERE program = 'plans'")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void theyAreWantedWhileASurveyOrMessageAboutThemIsActive() throws Exception {
        try (Connection connection = database.dataSource("feedback").getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO planned_source (program, source, version, is_active, kind, since_millis)"
                            + " VALUES ('a', 'messages/m', 1, true, 5, 0), ('a', 'messages/n', 1, true, 5, 0),"
                            + " ('b', 'messages/m', 1, false, 5, 0), ('c', 'messages/m', 1, true, 1, 0)");
            assertThat(LatestPurchases.programs(connection)).containsExactly("a");
        }
    }
}
