package dev.giveback.benchmark.load;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Two calls, the second when the first was answered as it should be. The outcome is that of the last one that was made.
 *
 * @param pairs gives two new calls each time; called from many threads at once
 */
public record Sequence(Supplier<Pair> pairs) implements Work {
    /** Two calls that belong together. */
    public record Pair(Workload<?, ?> first, Workload<?, ?> second) {}

    @Override
    public void send(Target target, long number, Consumer<String> done) {
        Pair pair = pairs.get();
        pair.first.send(target, number, outcome -> {
            if (outcome.equals(Outcomes.OK)) {
                pair.second.send(target, number, done);
            } else {
                done.accept(outcome);
            }
        });
    }
}
