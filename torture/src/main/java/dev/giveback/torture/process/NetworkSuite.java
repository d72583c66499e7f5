package dev.giveback.torture.process;

import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Cuts, swallows, resets and slows the wires between gateway, service and database under load; a seed says which and for how long. */
public final class NetworkSuite implements Suite {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMillis(100);
    private static final int BEFORE = 50;
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 2_500;
    private static final List<Wire.Fault> FAULTS =
            List.of(Wire.Fault.CUT, Wire.Fault.HALF_OPEN, Wire.Fault.RESET, Wire.Fault.SLOW);

    private @Nullable WiredPath path;

    /**
     * What a seed does.
     *
     * @param isDatabase whether the wire to the database is hit; that to the service otherwise
     */
    private record Blow(boolean isDatabase, Wire.Fault fault, Duration length) {
        static Blow of(long seed) {
            int kind = (int) Math.floorMod(seed, 2L * FAULTS.size());
            int millis = new Random(seed).nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
            return new Blow(kind < FAULTS.size(), FAULTS.get(kind % FAULTS.size()), Duration.ofMillis(millis));
        }

        Wire wire(WiredPath path) {
            return isDatabase ? path.toDatabase() : path.toService();
        }

        String words() {
            return fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                    + (isDatabase ? " to the database" : " to the service");
        }
    }

    @Override
    public Promise promise() {
        return new Promise(
                8,
                "network",
                "Whatever happens to the network between gateway, service and database: calls end by their deadline, nothing acknowledged is lost"
                        + " or made twice, and every customer is answered again when it is over.",
                "Gateway, service and PostgreSQL are real and talk over a proxy of our own on loopback; the first two share a process. The time"
                        + " that this process stood still because the machine was busy is measured and allowed on top of 100 ms. That the"
                        + " journal's circuit breaker opens, after 1,000 failures, is not tried.");
    }

    @Override
    public Size size(Scale scale) {
        int kinds = 2 * FAULTS.size();
        return switch (scale) {
            case SMALL -> new Size(kinds, kinds, "one fault of one wire under load");
            case FULL -> new Size(100L * kinds, kinds, "one fault of one wire under load");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a caller that waits longer than its deadline", this::lateCaller),
                new Control("a change that nobody was told of", this::untold));
    }

    @Override
    public void open(Workbench bench) throws Exception {
        path = new WiredPath();
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        for (long seed : slice.seeds().toArray()) {
            violations.addAll(round("network-" + seed, seed, DEADLINE, tally, false));
        }
        return Outcome.of(tally, violations);
    }

    /**
     * One fault.
     *
     * @param waits how long the callers wait; they promise {@link #DEADLINE}
     * @param isUntold whether a change is made that the books do not know
     */
    private List<Violation> round(String program, long seed, Duration waits, Outcome.Tally tally, boolean isUntold)
            throws Exception {
        Blow blow = Blow.of(seed);
        Load load = new Load(program, seed);
        List<Violation> violations = new ArrayList<>();
        try (Caller patient = path().caller(program, Duration.ofSeconds(5))) {
            patient.createProgram();
            Map<Call, Answer> answers;
            try (Caller caller = path().caller(program, waits);
                    Stalls stalls = new Stalls()) {
                answers = load.during(caller, () -> strike(load, blow));
                judgeDeadline(load.longest(), stalls.longest(), seed, blow, tally)
                        .ifPresent(violations::add);
            }
            long over = System.nanoTime();
            load.askEveryCustomer(patient);
            tally.add(
                    "ms until every customer was answered, after " + blow.words(),
                    Duration.ofNanos(System.nanoTime() - over).toMillis());
            load.settle(patient, answers);
            if (isUntold) {
                patient.sendUntilKnown(Call.checkout("c0", program + "-untold", 100));
            }
            violations.addAll(load.judge(patient, tally));
        }
        tally.add("faults: " + blow.words());
        return violations;
    }

    private void strike(Load load, Blow blow) throws InterruptedException {
        load.awaitAcknowledged(BEFORE);
        Wire wire = blow.wire(path());
        wire.has(blow.fault());
        try {
            Thread.sleep(blow.length());
        } finally {
            wire.has(Wire.Fault.NONE);
        }
    }

    private static Optional<Violation> judgeDeadline(
            Duration longest, Duration stalled, long seed, Blow blow, Outcome.Tally tally) {
        tally.add("ms of the longest calls, all faults", longest.toMillis());
        Duration allowed = DEADLINE.plus(GRACE).plus(stalled);
        return longest.compareTo(allowed) <= 0
                ? Optional.empty()
                : Optional.of(new Violation(
                        seed,
                        blow.words() + ": a call took " + longest.toMillis() + " ms (expected: at most "
                                + allowed.toMillis() + ")",
                        List.of()));
    }

    /** Seed 5 swallows what goes to the service, so that nobody answers before the deadline. */
    private Optional<Violation> lateCaller() throws Exception {
        Duration late = DEADLINE.multipliedBy(5);
        return round("network-late", 2L * FAULTS.size() * 1_000 + 5, late, new Outcome.Tally(), false).stream()
                .filter(violation -> violation.what().contains("a call took"))
                .findFirst();
    }

    /** Seed 2 resets what goes to the database. */
    private Optional<Violation> untold() throws Exception {
        return round("network-untold", 2, DEADLINE, new Outcome.Tally(), true).stream()
                .filter(violation -> violation.what().startsWith("c0: "))
                .findFirst();
    }

    private WiredPath path() {
        return Objects.requireNonNull(path, "not open");
    }

    @Override
    public void close() throws Exception {
        if (path != null) {
            path.close();
        }
    }
}
