package dev.giveback.loyalty.insight;

import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.loyalty.directory.CustomerQuery;
import dev.giveback.loyalty.directory.CustomerQuery.Order;
import dev.giveback.loyalty.directory.CustomerQuery.Place;
import dev.giveback.loyalty.directory.Directory;
import dev.giveback.platform.feed.FeedEnvelope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** Measures what figures and searches cost at 100,000 customers; it is no test. */
final class InsightSpeed {
    private static final int CUSTOMERS = 100_000;
    private static final int EVENTS = 200_000;
    private static final int GROUP = 1_000;

    private InsightSpeed() {}

    /** Prints what it measured. */
    public static void main(String[] args) throws Exception {
        try (InsightTables tables = new InsightTables()) {
            tables.program("shop", 1, "Europe/London");
            count(tables);
            tables.execute(
                    "INSERT INTO customer_directory (program, customer, total, earned, spent, expired, taken_back,"
                            + " restored, adjusted, order_count, revision, member, latest_millis)"
                            + " SELECT 'shop', 'c' || n, (random() * 10000)::bigint, 0, 0, 0, 0, 0, 0, 1, 1, true,"
                            + " (random() * 1e12)::bigint FROM generate_series(1, " + CUSTOMERS + ") AS n");
            tables.execute(
                    "UPDATE directory_marker SET is_lost = false; INSERT INTO directory_marker VALUES (0, 0, 0, 0,"
                            + " false) ON CONFLICT DO NOTHING; ANALYZE");
            Directory directory = new Directory(tables.source);
            for (Order order : Order.values()) {
                print(
                        "page of 50 by " + order,
                        () -> directory
                                .page(new CustomerQuery("shop", "", null, order, null, 51))
                                .toCompletableFuture()
                                .get());
                print(
                        "page of 50 by " + order + " in the middle",
                        () -> directory
                                .page(new CustomerQuery("shop", "", null, order, middle(order), 51))
                                .toCompletableFuture()
                                .get());
            }
            print(
                    "page of 50 by POINTS of a prefix",
                    () -> directory
                            .page(new CustomerQuery("shop", "c12", null, Order.POINTS, null, 51))
                            .toCompletableFuture()
                            .get());
            print("tiers", () -> directory.tiers("shop").toCompletableFuture().get());
            int today = (int) LocalDate.of(2026, 11, 27).toEpochDay();
            print(
                    "800 days",
                    () -> tables.insights
                            .days("shop", bounds -> new Insights.Range(today - 799, today))
                            .toCompletableFuture()
                            .get());
            print(
                    "expiries",
                    () -> tables.insights.expiries("shop").toCompletableFuture().get());
            print(
                    "cohorts",
                    () -> tables.insights.cohorts("shop").toCompletableFuture().get());
            print("fit of all tables", tables::differences);
            System.out.println("bytes of customers, lots, all: "
                    + tables.number("SELECT pg_total_relation_size('insight_customer')") + ", "
                    + tables.number("SELECT pg_total_relation_size('insight_lot')"));
        }
    }

    private static Place middle(Order order) {
        return switch (order) {
            case ID -> new Place(0, "c5");
            case POINTS -> new Place(5_000, "c5");
            case LATEST -> new Place(500_000_000_000L, "c5");
        };
    }

    private static void count(InsightTables tables) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        long[] sequences = new long[CUSTOMERS];
        long day = LocalDate.of(2026, 11, 27).toEpochDay();
        long nanos = 0;
        for (int done = 0; done < EVENTS; done += GROUP) {
            List<FeedEnvelope> group = new ArrayList<>();
            for (int i = 0; i < GROUP; i++) {
                int customer = random.nextInt(CUSTOMERS);
                long bought = day - random.nextInt(365);
                group.add(tables.envelope(
                        "shop", "c" + customer, ++sequences[customer], order(sequences[customer], bought)));
            }
            long begin = System.nanoTime();
            tables.apply(group);
            nanos += System.nanoTime() - begin;
        }
        System.out.println("events a second: " + EVENTS * 1_000_000_000L / nanos);
    }

    private static CustomerEvent order(long lot, long day) {
        long millis = day * 86_400_000L;
        return CustomerEvent.newBuilder()
                .setRecordMillis(millis)
                .setProgramVersion(1)
                .setCheckoutCompleted(CheckoutCompleted.newBuilder()
                        .setPurchaseMillis(millis)
                        .setCountingDay(day)
                        .setTotalMinor(2_500)
                        .setPointsEarned(25)
                        .setLot(StoredLot.newBuilder()
                                .setLotId(lot)
                                .setOriginal(25)
                                .setRemaining(25)
                                .setExpiresMillis(millis + 365L * 86_400_000)))
                .build();
    }

    private static void print(String what, Callable<?> question) throws Exception {
        long[] micros = new long[21];
        for (int i = 0; i < micros.length; i++) {
            long begin = System.nanoTime();
            question.call();
            micros[i] = (System.nanoTime() - begin) / 1_000;
        }
        Arrays.sort(micros);
        System.out.println(
                what + ": median " + micros[micros.length / 2] + " µs, slowest " + micros[micros.length - 1] + " µs");
    }
}
