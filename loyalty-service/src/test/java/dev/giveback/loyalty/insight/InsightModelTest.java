package dev.giveback.loyalty.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.liability.PointsStory;
import dev.giveback.platform.feed.FeedEnvelope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random stories told to the domain: the figures against sums of the raw events, and against the domain's own lots. */
final class InsightModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.insight-seeds", 12);
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long EARLY = LocalDate.of(2000, 1, 1).toEpochDay();

    private final InsightTables tables = new InsightTables();

    @AfterEach
    void dropTables() {
        tables.close();
    }

    @Test
    void everyStoryComesToTheSumsOfItsRawEvents() throws Exception {
        Set<String> kinds = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            PointsStory story = new PointsStory(seed).tell(400);
            String program = "shop" + seed;
            tables.program(program, 3, "Europe/London");
            NaiveFigures naive = new NaiveFigures(LONDON);
            tell(story, program, new SplittableRandom(seed));
            story.rows().forEach(row -> {
                naive.add(row.customer(), row.event());
                kinds.add(row.event().getChangeCase().name());
            });
            assertThat(days(program)).as("days, seed %s", seed).isEqualTo(naive.daysWithFigures());
            assertThat(activeByMonth(program)).as("months, seed %s", seed).isEqualTo(naive.activeByMonth());
            assertThat(cohorts(program)).as("cohorts, seed %s", seed).isEqualTo(naive.cohorts());
            assertThat(expiries(program)).as("expiry, seed %s", seed).isEqualTo(lotsOf(story));
        }
        assertThat(tables.differences()).isEmpty();
        assertThat(kinds)
                .contains(
                        "CHECKOUT_COMPLETED",
                        "ORDER_REFUNDED",
                        "POINTS_REDEEMED",
                        "HOLD_CAPTURED",
                        "POINTS_ADJUSTED",
                        "COUPON_REVOKED",
                        "POINTS_RECEIVED",
                        "TRANSFER_RETURNED",
                        "CUSTOMER_ABSORBED",
                        "MERGE_REVERTED",
                        "MERGE_SETTLED",
                        "ORDERS_REDERIVED",
                        "ORDER_CORRECTED",
                        "POINTS_EXPIRED");
    }

    @Test
    void aChangedNumberInAnyTableIsFound() throws Exception {
        PointsStory story = new PointsStory(3).tell(400);
        tables.program("shop", 3, "Europe/London");
        tell(story, "shop", new SplittableRandom(3));
        assertThat(tables.differences()).isEmpty();
        for (String change : List.of(
                "UPDATE insight_day SET earned = earned + 1 WHERE day = (SELECT min(day) FROM insight_day)",
                "UPDATE insight_day SET active_customers = active_customers - 1 WHERE active_customers > 0",
                "UPDATE insight_day SET new_customers = 0",
                "DELETE FROM insight_cohort",
                "UPDATE insight_cohort SET customers = customers + 1 WHERE month > cohort",
                "UPDATE insight_issue SET redeemed = redeemed + 2 WHERE month = (SELECT min(month) FROM insight_issue)",
                "DELETE FROM insight_expiry",
                "DELETE FROM insight_lot WHERE NOT is_leaving",
                "UPDATE insight_customer SET owed = owed + 1",
                "TRUNCATE insight_customer")) {
            try (var connection = tables.source.getConnection();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThat(statement.executeUpdate(change)).as(change).isNotNegative();
                assertThat(InsightFit.differences(connection)).as(change).isNotEmpty();
                connection.rollback();
            }
        }
    }

    @Test
    void tablesThatDoNotAddUpAreCountedAnewFromTheStart() throws Exception {
        PointsStory story = new PointsStory(4).tell(200);
        tables.program("shop", 3, "Europe/London");
        tell(story, "shop", new SplittableRandom(4));
        Map<LocalDate, List<Long>> before = days("shop");
        tables.execute("UPDATE insight_day SET earned = earned + 1");
        assertThat(new InsightPlace(tables.source).get()).isEqualTo(dev.giveback.platform.feed.FeedOffset.START);
        assertThat(tables.number("SELECT count(*) FROM insight_lot")).isZero();
        tell(story, "shop", new SplittableRandom(5));
        assertThat(days("shop")).isEqualTo(before);
    }

    @Test
    void anEventThatDoesNotFitIsRefusedWithoutATrace() throws Exception {
        PointsStory story = new PointsStory(5).tell(100);
        tables.program("shop", 3, "Europe/London");
        List<PointsStory.Row> rows = story.rows();
        PointsStory.Row first = rows.getFirst();
        FeedEnvelope envelope = tables.envelope("shop", first.customer(), 2, first.event());
        assertThatThrownBy(() -> tables.apply(List.of(envelope)))
                .hasMessageContaining("sequence number 2 (expected: 1)");
        assertThat(tables.number("SELECT count(*) FROM insight_customer")).isZero();
        assertThat(tables.number("SELECT count(*) FROM insight_day")).isZero();
    }

    @Test
    void aProgramThatAnImportHasNotBroughtYetIsWaitedFor() throws Exception {
        PointsStory.Row first = new PointsStory(6).tell(50).rows().getFirst();
        FeedEnvelope envelope = tables.envelope("later", first.customer(), 1, first.event());
        assertThatThrownBy(() -> tables.apply(List.of(envelope)))
                .hasMessageContaining("program later: not in the journal");
        tables.program("later", 3, "Europe/London");
        tables.apply(List.of(envelope));
        assertThat(tables.number("SELECT sum(new_customers) FROM insight_day WHERE program = 'later'"))
                .isEqualTo(1);
    }

    private void tell(PointsStory story, String program, SplittableRandom random) throws Exception {
        List<FeedEnvelope> group = new ArrayList<>();
        int size = 1;
        for (PointsStory.Row row : story.rows()) {
            group.add(tables.envelope(program, row.customer(), row.sequenceNumber(), row.event()));
            if (group.size() >= size) {
                tables.apply(group);
                group.clear();
                size = random.nextInt(1, 60);
            }
        }
        tables.apply(group);
    }

    private Insights.Days answer(String program) throws Exception {
        return tables.insights
                .days(program, bounds -> new Insights.Range((int) EARLY, (int) EARLY + 20_000))
                .toCompletableFuture()
                .get();
    }

    private Map<LocalDate, List<Long>> days(String program) throws Exception {
        Map<LocalDate, List<Long>> days = new TreeMap<>();
        for (Insights.Row row : answer(program).days()) {
            if (row.values().stream().anyMatch(value -> value != 0)) {
                days.put(LocalDate.ofEpochDay(row.key()), row.values());
            }
        }
        return days;
    }

    private Map<YearMonth, Long> activeByMonth(String program) throws Exception {
        Map<YearMonth, Long> months = new TreeMap<>();
        answer(program).months().forEach(row -> months.put(Months.yearMonth(row.key()), row.value(0)));
        return months;
    }

    private Map<String, Long> cohorts(String program) throws Exception {
        Map<String, Long> cohorts = new TreeMap<>();
        tables.insights
                .cohorts(program)
                .toCompletableFuture()
                .get()
                .rows()
                .forEach(row ->
                        cohorts.put(Months.name(row.key()) + " " + Months.name((int) row.value(0)), row.value(1)));
        return cohorts;
    }

    private Map<Integer, Long> expiries(String program) throws Exception {
        Map<Integer, Long> expiries = new TreeMap<>();
        tables.insights
                .expiries(program)
                .toCompletableFuture()
                .get()
                .rows()
                .forEach(row -> expiries.put(row.key(), row.value(0)));
        return expiries;
    }

    /** What the domain's customers have, by the last day on which it can be used. */
    private static Map<Integer, Long> lotsOf(PointsStory story) {
        Map<Integer, Long> expiries = new TreeMap<>();
        for (Customer customer : story.customers().values()) {
            for (Lot lot : customer.lots().inOrder()) {
                Instant expires = lot.expires();
                int day = expires == null
                        ? Integer.MAX_VALUE
                        : (int) LocalDate.ofInstant(expires.minusMillis(1), LONDON)
                                .toEpochDay();
                if (lot.remaining() != 0) {
                    expiries.merge(day, lot.remaining(), Long::sum);
                }
            }
        }
        return expiries;
    }
}
