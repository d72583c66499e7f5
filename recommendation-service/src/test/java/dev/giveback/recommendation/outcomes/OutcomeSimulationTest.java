package dev.giveback.recommendation.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.OutcomeRow;
import dev.giveback.recommendation.v1.Personalization;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Customers who buy what they are shown with known probabilities: the reports' intervals hold the truth about 95 times in a hundred. */
@Timeout(120)
final class OutcomeSimulationTest {
    private static final int SHOPS = 100;
    private static final double PERSONAL = 0.15;
    private static final double HELD_OUT = 0.06;

    private final Random random = new Random(40);
    private final long start = System.currentTimeMillis();

    /** What the simulation knows of one kind of lists. */
    private record Known(long products, long hits) {}

    private Known show(OutcomeTables tables, String program, int personalization, int customers, double probability)
            throws SQLException {
        List<ShownTo> lists = new ArrayList<>();
        List<Happening> happenings = new ArrayList<>();
        long products = 0;
        long hits = 0;
        for (int i = 0; i < customers; i++) {
            String customer = "c" + personalization + "-" + i;
            double own = probability * (0.5 + random.nextDouble());
            for (int number = 0; number < 1 + random.nextInt(3); number++) {
                List<String> shown = new ArrayList<>();
                List<Happening.Line> bought = new ArrayList<>();
                for (int product = 0; product < 1 + random.nextInt(10); product++) {
                    // No two lists of a customer share a product, so that each purchase is a hit of one.
                    String id = "p" + number + "-" + product;
                    shown.add(id);
                    if (random.nextDouble() < own) {
                        bought.add(new Happening.Line(bought.size() + 1, id, 1));
                    }
                }
                products += shown.size();
                hits += bought.size();
                lists.add(new ShownTo(
                        customer + "-" + number,
                        customer,
                        personalization,
                        "",
                        start,
                        shown,
                        shown.stream().map(id -> 1).toList()));
                happenings.add(new Happening.Bought(
                        program, customer, "o" + number, start + random.nextInt(1_000_000), bought));
            }
        }
        new ImpressionTable(tables.source()).record(program, lists);
        try (Connection connection = tables.source().getConnection()) {
            new OutcomeLedger(connection, start).write(happenings);
        }
        return new Known(products, hits);
    }

    @Test
    void theIntervalsOfReportsHoldTheTruth() throws Exception {
        Shops shops = new Shops();
        int rates = 0;
        int gains = 0;
        int wrong = 0;
        try (OutcomeTables tables = new OutcomeTables()) {
            Outcomes outcomes = new Outcomes(tables.source(), Runnable::run, shops, Instant::now);
            for (int i = 0; i < SHOPS; i++) {
                String program = shop(shops, i);
                Known personal = show(tables, program, Personalization.PERSONALIZATION_PERSONAL_VALUE, 120, PERSONAL);
                Known held = show(tables, program, Personalization.PERSONALIZATION_HELD_OUT_VALUE, 40, HELD_OUT);
                List<OutcomeRow> rows = report(outcomes, program).getByPersonalizationList();

                assertThat(new Known(rows.get(0).getProducts(), rows.get(0).getHits()))
                        .isEqualTo(personal);
                assertThat(new Known(rows.get(1).getProducts(), rows.get(1).getHits()))
                        .isEqualTo(held);
                rates += holds(rows.get(0).getHitRatePpm(), rows.get(0).getHalfWidthPpm(), PERSONAL);
                gains += holds(rows.get(0).getGainPpm(), rows.get(0).getGainHalfWidthPpm(), PERSONAL - HELD_OUT);
                wrong += holds(rows.get(0).getGainPpm(), rows.get(0).getGainHalfWidthPpm(), 0);
            }
        }
        assertThat(rates).isBetween(88, 100);
        assertThat(gains).isBetween(88, 100);
        // The control: that recommendations gain nothing is seen to be wrong.
        assertThat(wrong).isLessThan(20);
    }

    @Test
    void unlikeCustomersAreNotTakenForAnEffect() throws Exception {
        Shops shops = new Shops();
        int personal = 0;
        int strategy = 0;
        int noHistory = 0;
        try (OutcomeTables tables = new OutcomeTables()) {
            Outcomes outcomes = new Outcomes(tables.source(), Runnable::run, shops, Instant::now);
            for (int i = 0; i < SHOPS / 2; i++) {
                String program = shop(shops, i);
                // Whoever has a history buys more, whatever is shown.
                show(tables, program, Personalization.PERSONALIZATION_PERSONAL_VALUE, 120, PERSONAL);
                show(tables, program, Personalization.PERSONALIZATION_HELD_OUT_VALUE, 40, PERSONAL);
                show(tables, program, Personalization.PERSONALIZATION_NO_HISTORY_VALUE, 120, HELD_OUT);
                show(tables, program, Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY_VALUE, 40, HELD_OUT);
                GetOutcomeReportResponse report = report(outcomes, program);
                List<OutcomeRow> rows = report.getByPersonalizationList();

                assertThat(rows.stream().map(OutcomeRow::getPersonalization))
                        .containsExactly(
                                Personalization.PERSONALIZATION_PERSONAL,
                                Personalization.PERSONALIZATION_NO_HISTORY,
                                Personalization.PERSONALIZATION_HELD_OUT,
                                Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY);
                personal += holds(rows.get(0).getGainPpm(), rows.get(0).getGainHalfWidthPpm(), 0);
                noHistory += holds(rows.get(1).getGainPpm(), rows.get(1).getGainHalfWidthPpm(), 0);
                assertThat(rows.get(2).getGainHalfWidthPpm()).isZero();
                assertThat(rows.get(3).getGainHalfWidthPpm()).isZero();
                OutcomeRow brought = report.getByStrategy(0);
                assertThat(brought.getProducts()).isEqualTo(rows.get(0).getProducts());
                strategy += holds(brought.getGainPpm(), brought.getGainHalfWidthPpm(), 0);
            }
        }
        assertThat(personal).isBetween(42, SHOPS / 2);
        assertThat(strategy).isEqualTo(personal);
        assertThat(noHistory).isBetween(42, SHOPS / 2);
    }

    private static String shop(Shops shops, int number) {
        String program = "shop-" + number;
        PurchaseModel model = new PurchaseModel();
        shops.put(new LiveShop(program, ZoneOffset.UTC, "GBP", model, new Recommender(model, 0)));
        return program;
    }

    private static GetOutcomeReportResponse report(Outcomes outcomes, String program) {
        return outcomes.report(GetOutcomeReportRequest.newBuilder()
                        .setParent("programs/" + program)
                        .build())
                .toCompletableFuture()
                .join();
    }

    private static int holds(int ppm, int halfWidthPpm, double truth) {
        return Math.abs(ppm - truth * 1_000_000) <= halfWidthPpm ? 1 : 0;
    }
}
