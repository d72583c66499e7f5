package dev.giveback.benchmark;

import dev.giveback.benchmark.PartReport.Aim;
import dev.giveback.benchmark.PartReport.Figure;
import dev.giveback.benchmark.machine.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same system with few and with many customers. Each size has a Giveback and a database of its own, all of them alive at once, so that
 * rounds alternate between them; every customer is made by one checkout straight at the service, the road that all customers come on.
 */
final class SizeBenchmark {
    /** The aim: what a call costs at the largest size, beside the smallest. */
    private static final double MOST = 1.2;

    private final Options options;
    private final PrintStream progress;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final List<String> notMeasured = new ArrayList<>();

    SizeBenchmark(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    PartReport run() throws IOException, InterruptedException, SQLException {
        String startTime = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        facts.add(String.format(
                Locale.ROOT,
                "Each customer was made by one checkout of %d lines straight at the service, %d in flight. Load average before: %.1f.",
                options.lines,
                SizedShop.FILL_IN_FLIGHT,
                Machine.loadAverage()));
        facts.add("Checkouts and reads are of customers drawn at random out of all, " + options.otherInFlight
                + " in flight, " + options.seconds + " s after " + options.warmUpSeconds + " s of warm-up.");
        List<SizedShop> shops = new ArrayList<>();
        try {
            for (int size : options.sizes) {
                progress.println("making " + size + " customers");
                SizedShop shop = SizedShop.start(options, size, progress);
                shops.add(shop);
                shop.fill();
            }
            for (int round = 1; round <= options.rounds; round++) {
                for (SizedShop shop : shops) {
                    shop.measure(round);
                }
            }
            for (int round = 1; round <= options.rounds; round++) {
                for (SizedShop shop : shops) {
                    shop.restart(round);
                }
            }
            for (SizedShop shop : shops) {
                notMeasured.addAll(shop.check());
            }
        } finally {
            shops.forEach(SizedShop::close);
        }
        shops.forEach(shop -> figures.addAll(shop.figures()));
        return new PartReport("Sizes", startTime, facts, figures, aims(shops), notMeasured);
    }

    private static List<Aim> aims(List<SizedShop> shops) {
        List<Aim> aims = new ArrayList<>();
        SizedShop smallest = shops.getFirst();
        for (SizedShop shop : shops.subList(1, shops.size())) {
            String sizes = shop.words() + " / " + smallest.words();
            aims.add(new Aim(
                    "processor time of a checkout, " + sizes,
                    shop.checkoutCost().over(smallest.checkoutCost()),
                    MOST,
                    "≤ 1.2"));
            aims.add(new Aim(
                    "processor time of a read, " + sizes, shop.readCost().over(smallest.readCost()), MOST, "≤ 1.2"));
            aims.add(new Aim(
                    "checkouts a second, " + sizes, shop.checkoutRate().over(smallest.checkoutRate()), Double.NaN, ""));
        }
        return aims;
    }
}
