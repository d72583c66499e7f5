package dev.giveback.benchmark;

import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.benchmark.report.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A round under way: its number and what it has measured so far. */
final class Round {
    private record Entry(Kind kind, Sample sample) {}

    private final int number;
    private final List<Entry> entries = new ArrayList<>();

    Round(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void add(ContenderInfo contender, Sample sample) {
        entries.add(new Entry(contender.kind(), sample));
    }

    /**
     * Half of the most checkouts a second that this round has seen; empty when it has seen none. The maximum is the round's own
     * and not the first round's, so that what the neighbours take from it is taken from both.
     */
    OptionalDouble halfOfMaximum() {
        return halfOfMaximum(Kind.CHECKOUT);
    }

    /** The same of another kind. */
    OptionalDouble halfOfMaximum(Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind == kind && entry.sample.calls() > 0)
                .mapToDouble(entry -> entry.sample.rate() / 2)
                .max();
    }
}
