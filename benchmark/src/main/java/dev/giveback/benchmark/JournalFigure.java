package dev.giveback.benchmark;

import dev.giveback.benchmark.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured of one thing, round by round.
 *
 * @param what in words
 * @param unit of what is counted
 * @param counts by round
 * @param seconds by round
 */
record JournalFigure(String what, String unit, Map<Integer, Long> counts, Map<Integer, Double> seconds) {
    JournalFigure(String what, String unit) {
        this(what, unit, new TreeMap<>(), new TreeMap<>());
    }

    void add(int round, long count, double taken) {
        counts.put(round, count);
        seconds.put(round, taken);
    }

    boolean isMeasured() {
        return !counts.isEmpty();
    }

    /** How many a second. */
    Spread rate() {
        List<Double> rates = new ArrayList<>();
        counts.forEach((round, count) -> rates.add(count / seconds.getOrDefault(round, 1.0)));
        return Spread.of(rates);
    }

    /** How long it took, in seconds. */
    Spread time() {
        return Spread.of(List.copyOf(seconds.values()));
    }

    /** This rate divided by another's, round by round; empty when a side was not measured. */
    Optional<Spread> over(JournalFigure other) {
        List<Double> quotients = new ArrayList<>();
        counts.forEach((round, count) -> {
            Long others = other.counts.get(round);
            if (others != null) {
                double own = count / seconds.getOrDefault(round, 1.0);
                quotients.add(own * other.seconds.getOrDefault(round, 1.0) / others);
            }
        });
        return quotients.isEmpty() ? Optional.empty() : Optional.of(Spread.of(quotients));
    }
}
