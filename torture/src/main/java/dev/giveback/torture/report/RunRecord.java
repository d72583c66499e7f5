package dev.giveback.torture.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.giveback.torture.suite.Scale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run, as far as it has come. It is the report, and what a run that was killed goes on from.
 *
 * @param version of this form
 * @param scale asked for
 * @param seed the first of every suite
 * @param begun when
 * @param written when it was last written
 * @param machine in words
 * @param suites in the order in which they run
 */
public record RunRecord(
        int version, Scale scale, long seed, String begun, String written, String machine, List<SuiteRecord> suites) {
    /** The form that is written now; another one is not gone on with. */
    public static final int VERSION = 1;

    /** Copies. */
    public RunRecord {
        suites = List.copyOf(suites);
    }

    /** One that begins now. */
    public static RunRecord begun(Scale scale, long seed, Instant now, String machine) {
        return new RunRecord(VERSION, scale, seed, now.toString(), now.toString(), machine, List.of());
    }

    /** What is known of a suite. */
    public Optional<SuiteRecord> suite(String name) {
        return suites.stream().filter(suite -> suite.name().equals(name)).findFirst();
    }

    /** With this instead of what was known of the suite. */
    public RunRecord with(SuiteRecord suite, Instant now) {
        List<SuiteRecord> all = new ArrayList<>(suites);
        int at = suites.stream().map(SuiteRecord::name).toList().indexOf(suite.name());
        if (at < 0) {
            all.add(suite);
        } else {
            all.set(at, suite);
        }
        return new RunRecord(version, scale, seed, begun, now.toString(), machine, all);
    }

    /** How many suites stand so. */
    public long count(SuiteRecord.Status status) {
        return suites.stream().filter(suite -> suite.status() == status).count();
    }

    /** Whether some suite was begun and not ended. */
    @JsonIgnore
    public boolean isUnfinished() {
        return suites.stream()
                .anyMatch(suite -> !suite.isOver() && suite.notRun().isEmpty());
    }
}
