package dev.giveback.benchmark;

import dev.giveback.benchmark.machine.Machine;
import dev.giveback.benchmark.machine.Neighbours;
import dev.giveback.benchmark.report.RoundStart;
import dev.giveback.benchmark.report.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Measures contenders in turn, again and again.
 *
 * @param problems contenders that could not be measured in a round, a sentence each
 */
record Rounds(List<RoundStart> starts, List<Sample> samples, List<String> problems) {
    private static final Duration REST = Duration.ofSeconds(1);

    static Rounds run(List<Contender> contenders, Options options, PrintStream progress) throws InterruptedException {
        Rounds rounds = new Rounds(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int number = 1; number <= options.rounds; number++) {
            rounds.starts.add(start(number));
            Round round = new Round(number);
            for (Contender contender : contenders) {
                if (isAskedFor(contender, options)) {
                    rounds.measure(contender, round, progress);
                }
            }
        }
        return rounds;
    }

    /** How long it is going to take, the making of stocks not counted. */
    static long expectedSeconds(List<Contender> contenders, Options options) {
        return options.rounds
                * (REST.toSeconds()
                        + contenders.stream()
                                        .filter(contender -> isAskedFor(contender, options))
                                        .count()
                                * (options.warmUpSeconds + options.seconds));
    }

    private static boolean isAskedFor(Contender contender, Options options) {
        return options.only.isEmpty() || options.only.contains(contender.info().kind());
    }

    /** One contender that fails must not cost the others their figures; the report says what is missing. */
    private void measure(Contender contender, Round round, PrintStream progress) throws InterruptedException {
        try {
            Sample sample = contender.measured().run(round);
            round.add(contender.info(), sample);
            samples.add(sample);
            progress.printf(
                    Locale.ROOT,
                    "round %d: %-60s %,10.0f/s  p50 %,8.0f µs  p99 %,8.0f µs  %s%n",
                    round.number(),
                    contender.info().description(),
                    sample.rate(),
                    sample.latency().p50(),
                    sample.latency().p99(),
                    sample.outcomes());
        } catch (IOException | RuntimeException problem) {
            problems.add(contender.info().description() + ", round " + round.number() + ": " + text(problem));
            progress.println("round " + round.number() + ": " + problems.getLast());
        }
    }

    private static String text(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private static RoundStart start(int number) throws InterruptedException {
        double loadAverage = Machine.loadAverage();
        OptionalDouble neighbours = Neighbours.busyCores(REST);
        return new RoundStart(
                number, loadAverage < 0 ? null : loadAverage, neighbours.isPresent() ? neighbours.getAsDouble() : null);
    }
}
