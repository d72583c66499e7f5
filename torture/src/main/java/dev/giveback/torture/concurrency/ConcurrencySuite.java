package dev.giveback.torture.concurrency;

import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Has many threads use the journal's queue and the gateway's limits at once. */
public final class ConcurrencySuite implements Suite {
    private static final int USES = 10_000;
    private static final int SMALL_USES = 2_000;

    /** A lock that is missing shows itself in one run or in the next. */
    private static final int MOST_HUNTS = 50;

    /** Makes one that runs nothing yet. */
    public ConcurrencySuite() {}

    @Override
    public Promise promise() {
        return new Promise(
                17,
                "concurrency",
                "However many threads write to the journal's queue at once, each write is stored once and told so, or refused; and the gateway's"
                        + " limits let through as many calls as they say, however calls meet.",
                "The classes are those that are shipped, loaded from their very bytes; the database is none. Threads are real, so a seed repeats what"
                        + " they are asked and not how they meet. The caches of keys and tokens are not tried.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(4, 4, SMALL_USES + " writes, calls with a place and calls for one customer");
            case FULL -> new Size(100, 5, USES + " writes, calls with a place and calls for one customer");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("the queue lets writes in without its lock", () -> queueWithout("GroupCommitWriter.admit")),
                new Control(
                        "the queue takes batches without its lock", () -> queueWithout("GroupCommitWriter.takeBatch")),
                new Control("a call gives its place back without its lock", this::placeWithout));
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        int uses = slice.scale() == Scale.SMALL ? SMALL_USES : USES;
        for (long seed : slice.seeds().toArray()) {
            violations.addAll(violations(seed, "queue", new QueueStress(Set.of()).problems(seed, uses)));
            LimiterStress limiter = new LimiterStress(Set.of());
            violations.addAll(violations(seed, "places", limiter.problemsOfPlaces(seed, uses)));
            violations.addAll(violations(seed, "rates", limiter.problemsOfRates(uses)));
            tally.add("writes", uses);
            tally.add("calls that ended twice", uses);
            tally.add("calls for one customer", uses);
        }
        return Outcome.of(tally, violations);
    }

    private static List<Violation> violations(long seed, String of, List<String> problems) {
        return problems.stream()
                .map(problem -> new Violation(seed, of + ": " + problem, List.of()))
                .toList();
    }

    private static Optional<Violation> queueWithout(String lock) throws Exception {
        for (long seed = 1; seed <= MOST_HUNTS; seed++) {
            List<String> problems = new QueueStress(Set.of(lock)).problems(seed, USES);
            if (!problems.isEmpty()) {
                return violations(seed, "queue", problems).stream().findFirst();
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> placeWithout() throws Exception {
        for (long seed = 1; seed <= MOST_HUNTS; seed++) {
            List<String> problems = new LimiterStress(Set.of("Load$Place.leave")).problemsOfPlaces(seed, USES);
            if (!problems.isEmpty()) {
                return violations(seed, "places", problems).stream().findFirst();
            }
        }
        return Optional.empty();
    }
}
