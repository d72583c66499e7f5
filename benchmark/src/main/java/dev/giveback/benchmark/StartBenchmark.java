package dev.giveback.benchmark;

import dev.giveback.benchmark.PartReport.Aim;
import dev.giveback.benchmark.PartReport.Figure;
import dev.giveback.benchmark.machine.Machine;
import dev.giveback.benchmark.sql.ScratchDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long a start takes: all of Giveback with and without its archive of classes, and one more node of the loyalty service. */
final class StartBenchmark {
    private static final Map<String, String> WITHOUT = Map.of("GIVEBACK_CLASS_ARCHIVE", "off");

    private final Options options;
    private final PrintStream progress;
    private final List<String> notMeasured = new ArrayList<>();
    private final Figure first = new Figure("first start on an empty folder, which makes the database", "s", 2);
    private final Figure plain = new Figure("start on data that is there, without an archive of classes", "s", 2);
    private final Figure archived = new Figure("start on data that is there, with the archive", "s", 2);
    private final Figure making = new Figure("stop that makes the archive", "s", 2);
    private final Figure node = new Figure("first node of the loyalty service, until it is ready", "s", 2);
    private final Figure joining = new Figure("second node that joins it, until it is ready", "s", 2);

    StartBenchmark(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    PartReport run() throws IOException, InterruptedException, SQLException {
        String startTime = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<String> facts = List.of(
                String.format(
                        Locale.ROOT,
                        "Load average before: %.1f. What files the system keeps in memory was left alone.",
                        Machine.loadAverage()),
                "A start lasts from the call of the script until it says that Giveback is ready, or until the node answers that it is.");
        try (Standalone without = Standalone.start(options.giveback, WITHOUT);
                Standalone with = Standalone.start(options.giveback)) {
            first.add(1, without.firstStartSeconds());
            first.add(2, with.firstStartSeconds());
            // The first stop makes the archive, unless an earlier run has.
            making.add(1, with.stopSeconds());
            with.up();
            for (int round = 1; round <= options.rounds; round++) {
                add(round, plain, without.restart());
                add(round, archived, with.restart());
            }
            nodes(without);
        }
        List<Aim> aims = List.of(new Aim("start with the archive / without", archived.over(plain), Double.NaN, ""));
        return new PartReport(
                "Starts", startTime, facts, List.of(first, plain, archived, making, node, joining), aims, notMeasured);
    }

    /** On a database of their own, since two clusters must not share one. */
    private void nodes(Standalone standalone) throws IOException, InterruptedException, SQLException {
        if (!LoyaltyNode.canRun(options.giveback)) {
            notMeasured.add("a service node joining: there are no jars in standalone/target/lib beside "
                    + options.giveback + ".");
            return;
        }
        for (int round = 1; round <= options.rounds; round++) {
            try (ScratchDatabase database =
                            ScratchDatabase.create(standalone.place().database().orElseThrow(), "starts");
                    LoyaltyNode seed = LoyaltyNode.first(options.giveback, database, Map.of())) {
                add(round, node, seed.secondsUntilReady());
                try (LoyaltyNode second = LoyaltyNode.joining(options.giveback, database, Map.of(), seed)) {
                    add(round, joining, second.secondsUntilReady());
                }
            } catch (IOException failed) {
                notMeasured.add("a service node joining, round " + round + ": " + failed.getMessage());
            }
        }
    }

    private void add(int round, Figure figure, double seconds) {
        figure.add(round, seconds);
        progress.printf(Locale.ROOT, "round %d: %-62s %8.2f s%n", round, figure.what(), seconds);
    }
}
