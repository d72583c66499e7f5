package dev.giveback.torture.suite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a slice.
 *
 * @param counts what was done and seen, by name
 * @param violations what was broken
 * @param notRun what was left out, each with the reason
 */
public record Outcome(Map<String, Long> counts, List<Violation> violations, List<String> notRun) {
    /** Nothing done. */
    public static final Outcome NONE = new Outcome(Map.of(), List.of(), List.of());

    /** Copies. */
    public Outcome {
        counts = Map.copyOf(counts);
        violations = List.copyOf(violations);
        notRun = List.copyOf(notRun);
    }

    /** Of a slice in which all was tried. */
    public static Outcome of(Tally tally, List<Violation> violations) {
        return new Outcome(tally.counts(), violations, List.of());
    }

    /** Counts things by name. */
    public static final class Tally {
        private final Map<String, Long> counts = new TreeMap<>();

        /** One more. */
        public void add(String name) {
            add(name, 1);
        }

        /** More of them. */
        public void add(String name, long times) {
            counts.merge(name, times, Long::sum);
        }

        /** Those of another one too. */
        public void addAll(Tally other) {
            other.counts.forEach(this::add);
        }

        /** How often. */
        public long count(String name) {
            return counts.getOrDefault(name, 0L);
        }

        /** All. */
        public Map<String, Long> counts() {
            return Map.copyOf(counts);
        }
    }
}
