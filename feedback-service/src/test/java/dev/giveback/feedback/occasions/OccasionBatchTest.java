package dev.giveback.feedback.occasions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Occasions written as a group are those that are written one by one. */
final class OccasionBatchTest {
    private static final List<OccasionKind> KINDS = List.of(
            OccasionKind.PURCHASE,
            OccasionKind.LAST_PURCHASE,
            OccasionKind.POINTS_EXPIRY,
            OccasionKind.COUPON_EXPIRY,
            OccasionKind.ENROLMENT);
    private static final List<List<String>> TEXTS = List.of(
            List.of(),
            List.of(""),
            List.of("a"),
            List.of("NULL", "with space", "comma,"),
            List.of("\"quoted\"", "back\\slash", "{brace}", "\\\""),
            List.of("ähnlich", "\u6f22\u5b57", "tab\tnew\nline"));

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

    private static KnownOccasion random(String program, Random random) {
        Instant time = Instant.ofEpochMilli(random.nextInt(10));
        OrderFacts order =
                new OrderFacts(pick(TEXTS, random), pick(TEXTS, random), "tier" + random.nextInt(3), random.nextLong());
        return new KnownOccasion(
                new CustomerId(program, "customer" + random.nextInt(4)),
                new Occasion(pick(KINDS, random), "reference" + random.nextInt(4), time, order),
                Instant.ofEpochMilli(random.nextInt()),
                Instant.ofEpochMilli(random.nextInt()),
                pick(TEXTS, random),
                random.nextInt(),
                random.nextInt(),
                random.nextBoolean());
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static KnownOccasion in(String program, KnownOccasion known) {
        return new KnownOccasion(
                new CustomerId(program, known.customer().customer()),
                known.occasion(),
                known.happened(),
                known.recorded(),
                known.products(),
                known.orderCount(),
                known.points(),
                known.isMember());
    }

    private static List<KnownOccasion> rows(Connection connection, String program) throws SQLException {
        List<KnownOccasion> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + OccasionTable.COLUMNS
                        + " FROM occasion o WHERE program = '" + program
                        + "' ORDER BY customer, kind, reference")) {
            while (row.next()) {
                rows.add(in("any", OccasionTable.read(row)));
            }
        }
        return rows;
    }

    @Test
    void groupsLeaveTheRowsThatOneByOneWouldHaveLeft() throws Exception {
        try (Connection connection = database.dataSource("feedback").getConnection()) {
            for (int seed = 0; seed < 150; seed++) {
                Random random = new Random(seed);
                String single = "single" + seed;
                String grouped = "grouped" + seed;
                for (int group = 0; group < 3; group++) {
                    List<KnownOccasion> known = new ArrayList<>();
                    for (int i = random.nextInt(12); i >= 0; i--) {
                        known.add(random("any", random));
                    }
                    for (KnownOccasion one : known) {
                        OccasionTable.put(connection, in(single, one));
                    }
                    OccasionBatch.put(
                            connection,
                            known.stream().map(one -> in(grouped, one)).toList());
                    assertThat(rows(connection, grouped))
                            .as("seed %s, group %s", seed, group)
                            .isEqualTo(rows(connection, single));
                }
            }
        }
    }

    @Test
    void ofLatestPurchasesOnlyTheLatestCounts() throws Exception {
        try (Connection connection = database.dataSource("feedback").getConnection()) {
            KnownOccasion first = purchase("first", 10);
            KnownOccasion earlier = purchase("earlier", 5);
            KnownOccasion latest = purchase("latest", 20);

            assertThat(OccasionBatch.put(connection, List.of(first, latest, earlier)))
                    .containsExactly(latest);
            assertThat(OccasionBatch.put(connection, List.of(first))).isEmpty();
            assertThat(OccasionBatch.put(connection, List.of(latest))).containsExactly(latest);
            assertThat(OccasionBatch.put(connection, List.of())).isEmpty();
            assertThat(rows(connection, "latest")).containsExactly(in("any", latest));
        }
    }

    private static KnownOccasion purchase(String order, long millis) {
        return KnownOccasion.plain(
                new CustomerId("latest", "ada"),
                new Occasion(OccasionKind.LAST_PURCHASE, order, Instant.ofEpochMilli(millis), OrderFacts.NONE),
                Instant.EPOCH);
    }

    @Test
    void aBirthdayComesFromNoEvent() throws Exception {
        KnownOccasion birthday = KnownOccasion.plain(
                new CustomerId("shop", "ada"),
                new Occasion(OccasionKind.BIRTHDAY, "2026", Instant.EPOCH, OrderFacts.NONE),
                Instant.EPOCH);
        try (Connection connection = database.dataSource("feedback").getConnection()) {
            assertThatThrownBy(() -> OccasionBatch.put(connection, List.of(birthday)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a birthday");
        }
    }
}
