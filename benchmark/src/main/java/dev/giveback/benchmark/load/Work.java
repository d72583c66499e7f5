package dev.giveback.benchmark.load;

import java.util.function.Consumer;

/** What is done again and again and counted as one: a call, or some that follow each other. */
public sealed interface Work permits Workload, Sequence, Mixture {
    /**
     * Does it once and gives its outcome's name to {@code done}, on an event loop or, if it fails at once, on this thread.
     *
     * @param number neighbouring numbers use different connections
     */
    void send(Target target, long number, Consumer<String> done);
}
