package dev.giveback.torture.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a suite has come to so far.
 *
 * @param number of the suite
 * @param name of the suite
 * @param promise in words
 * @param reality what is real and what is simulated
 * @param unit what one seed is
 * @param firstSeed of the run
 * @param seeds how many there are to try
 * @param done how many are tried, from the first
 * @param millis that trying them took
 * @param controls planted faults, and whether they were found
 * @param counts what was done and seen
 * @param violations what was broken, with the seeds that repeat it
 * @param notRun what was left out, and why
 * @param isStopped whether it was given up after {@link #MOST_VIOLATIONS} violations
 */
public record SuiteRecord(
        int number,
        String name,
        String promise,
        String reality,
        String unit,
        long firstSeed,
        long seeds,
        long done,
        long millis,
        List<ControlRecord> controls,
        Map<String, Long> counts,
        List<Violation> violations,
        List<String> notRun,
        @JsonProperty("stopped") boolean isStopped) {
    /** A suite that finds so much is stopped: more of the same helps nobody. */
    public static final int MOST_VIOLATIONS = 20;

    /** Copies. */
    public SuiteRecord {
        controls = List.copyOf(controls);
        counts = new TreeMap<>(counts);
        violations = List.copyOf(violations);
        notRun = List.copyOf(notRun);
    }

    /**
     * A planted fault.
     *
     * @param name in words
     * @param isFound whether the suite saw it
     * @param what gave it away; or, when it was not found, why not
     * @param steps of the shortest story that shows it
     */
    public record ControlRecord(
            String name, @JsonProperty("found") boolean isFound, String what, List<String> steps) {
        /** Copies. */
        public ControlRecord {
            steps = List.copyOf(steps);
        }
    }

    /** How it stands. */
    public enum Status {
        /** Everything was tried, every planted fault found, and nothing else. */
        PASSED,
        /** A promise was broken, or a planted fault not found. */
        VIOLATED,
        /** It could not be tried, or not all of it. */
        NOT_RUN,
        /** It was begun and not ended. */
        UNFINISHED
    }

    /** How it stands now. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Status status() {
        if (!violations.isEmpty() || controls.stream().anyMatch(control -> !control.isFound())) {
            return Status.VIOLATED;
        }
        if (!notRun.isEmpty()) {
            return Status.NOT_RUN;
        }
        return done < seeds || controls.isEmpty() ? Status.UNFINISHED : Status.PASSED;
    }

    /** Whether there is nothing left to do. */
    @JsonIgnore
    public boolean isOver() {
        return done >= seeds || isStopped;
    }

    /** With what came of its planted faults. */
    public SuiteRecord withControls(List<ControlRecord> found) {
        return new SuiteRecord(
                number,
                name,
                promise,
                reality,
                unit,
                firstSeed,
                seeds,
                done,
                millis,
                found,
                counts,
                violations,
                notRun,
                isStopped);
    }

    /** With something that is left out. */
    public SuiteRecord without(String what) {
        List<String> all = new ArrayList<>(notRun);
        if (!all.contains(what)) {
            all.add(what);
        }
        return new SuiteRecord(
                number,
                name,
                promise,
                reality,
                unit,
                firstSeed,
                seeds,
                done,
                millis,
                controls,
                counts,
                violations,
                all,
                isStopped);
    }

    /** After one more slice. */
    public SuiteRecord plus(long tried, long took, Outcome outcome) {
        Map<String, Long> sums = new TreeMap<>(counts);
        outcome.counts().forEach((what, times) -> sums.merge(what, times, Long::sum));
        List<Violation> broken = new ArrayList<>(violations);
        broken.addAll(outcome.violations());
        List<String> left = new ArrayList<>(notRun);
        outcome.notRun().stream().filter(each -> !left.contains(each)).forEach(left::add);
        return new SuiteRecord(
                number,
                name,
                promise,
                reality,
                unit,
                firstSeed,
                seeds,
                done + tried,
                millis + took,
                controls,
                sums,
                broken,
                left,
                broken.size() >= MOST_VIOLATIONS);
    }
}
