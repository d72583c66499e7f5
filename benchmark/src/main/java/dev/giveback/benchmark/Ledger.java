package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Outcomes;
import java.util.Map;
import java.util.Set;

/** Adds up every call of one kind that the generator sent in a run, warm-up included, so that the server's own sums can be held against it. */
final class Ledger {
    /** Outcomes that do not tell whether anything was recorded. */
    private static final Set<String> UNKNOWN =
            Set.of("UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "UNKNOWN", "INTERNAL");

    private long acknowledged;
    private long right;
    private long unknown;

    void add(Map<String, Long> outcomes) {
        right += outcomes.getOrDefault(Outcomes.OK, 0L);
        outcomes.forEach((outcome, count) -> {
            if (outcome.startsWith(Outcomes.OK)) {
                acknowledged += count;
            } else if (UNKNOWN.contains(codeOf(outcome))) {
                unknown += count;
            }
        });
    }

    long acknowledged() {
        return acknowledged;
    }

    long unknown() {
        return unknown;
    }

    /** Acknowledged, and with the answer that was asked for. */
    long right() {
        return right;
    }

    /** Those that may have done what was asked for without saying so. */
    long perhapsRight() {
        return acknowledged - right + unknown;
    }

    private static String codeOf(String outcome) {
        int space = outcome.indexOf(' ');
        return space < 0 ? outcome : outcome.substring(0, space);
    }
}
