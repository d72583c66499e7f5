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
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Half of the load that Giveback can bear, for long, with a kill at the end of each stretch. */
public final class SoakSuite implements Suite {
    private static final int CONTROL_SAMPLES = 60;

    private @Nullable Running running;

    /**
     * How long a stretch is.
     *
     * @param measuring how long it is looked how much it can bear
     * @param samples how many looks there are
     * @param between two of them
     * @param isJudged whether that is long enough to tell a slope
     */
    private record Length(Duration measuring, int samples, Duration between, boolean isJudged) {
        static Length of(Scale scale) {
            return switch (scale) {
                case SMALL -> new Length(Duration.ofSeconds(5), 3, Duration.ofSeconds(4), false);
                case FULL -> new Length(Duration.ofMinutes(1), 59, Duration.ofMinutes(1), true);
            };
        }
    }

    @Override
    public Promise promise() {
        return new Promise(
                18,
                "soak",
                "Under half of its load for hours, with kills now and then, heap, open files, threads and p99 stay as they are, and the books"
                        + " agree.",
                "All of it is real: giveback up with its PostgreSQL, in 512 MiB of heap, calls over the network by this process on the same"
                        + " machine.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(1, 1, "12 s of half load and a kill, without a judgement of slopes");
            case FULL -> new Size(2, 1, "an hour of half load and a kill at its end");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control(
                        "a leak of 1 MiB of heap a minute",
                        () -> planted(
                                "heap",
                                (i, s) -> new Vitals.Sample(s.heapMib() + i, s.files(), s.threads(), s.p99Micros()))),
                new Control(
                        "a leak of an open file every 2 minutes",
                        () -> planted(
                                "files",
                                (i, s) -> new Vitals.Sample(
                                        s.heapMib(), s.files() + Math.floorDiv(i, 2), s.threads(), s.p99Micros()))),
                new Control(
                        "a leak of a thread every 4 minutes",
                        () -> planted(
                                "threads",
                                (i, s) -> new Vitals.Sample(
                                        s.heapMib(), s.files(), s.threads() + Math.floorDiv(i, 4), s.p99Micros()))),
                new Control(
                        "a p99 that creeps by 2 % a minute",
                        () -> planted(
                                "p99",
                                (i, s) -> new Vitals.Sample(
                                        s.heapMib(), s.files(), s.threads(), s.p99Micros() * (1 + i / 50.0)))),
                new Control("an order that is in no book", this::unbooked));
    }

    @Override
    public Optional<String> absent() {
        if (!Files.isDirectory(PostgresProcesses.PROC)) {
            return Optional.of("/proc, by which PostgreSQL's processes are told apart: it needs Linux");
        }
        return Doctor.isThere() ? Optional.empty() : Optional.of("jcmd, which comes with a JDK");
    }

    @Override
    public void open(Workbench bench) throws IOException {
        running = new Running(bench);
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        for (long seed : slice.seeds().toArray()) {
            violations.addAll(stretch(seed, Length.of(slice.scale()), tally));
        }
        return Outcome.of(tally, violations);
    }

    private List<Violation> stretch(long seed, Length length, Outcome.Tally tally) throws Exception {
        String program = "soak-" + seed;
        GivebackProcess giveback = running().honest();
        double bears = borne(giveback, seed, length.measuring());
        try (Caller caller = giveback.caller(program)) {
            caller.createProgram();
            tally.add("calls a second that it bears", Math.round(bears));
            List<String> findings = new ArrayList<>();
            Vitals vitals = new Vitals();
            try (SteadyLoad load = new SteadyLoad(caller, program, seed, bears / 2)) {
                for (int i = 0; i < length.samples(); i++) {
                    Thread.sleep(length.between());
                    vitals.add(Doctor.look(giveback, load.p99Micros()));
                }
                kill(giveback, seed);
                awaitMore(load, Math.round(bears));
                tally.add("calls", load.known());
                tally.add("calls sent again", load.repeated());
                findings.addAll(load.end());
            }
            tally.add("samples", vitals.count());
            if (length.isJudged()) {
                findings.addAll(vitals.findings());
            }
            findings.addAll(caller.journalFindings());
            return findings.stream()
                    .limit(10)
                    .map(what -> new Violation(seed, what, vitals.words()))
                    .toList();
        }
    }

    /** How many calls a second it answers when there are as many as it can; about customers of another program, who are in other books. */
    private static double borne(GivebackProcess giveback, long seed, Duration measuring) throws Exception {
        String program = "borne-" + seed;
        try (Caller caller = giveback.caller(program)) {
            caller.createProgram();
            return borne(caller, program, seed, measuring);
        }
    }

    private static double borne(Caller caller, String prefix, long seed, Duration measuring) throws Exception {
        try (SteadyLoad load = new SteadyLoad(caller, prefix, seed, Double.POSITIVE_INFINITY)) {
            // At first its code is being compiled.
            Thread.sleep(measuring);
            long before = load.known();
            long begun = System.nanoTime();
            Thread.sleep(measuring);
            double borne = (load.known() - before) / ((System.nanoTime() - begun) / 1e9);
            List<String> wrong = load.end();
            if (!wrong.isEmpty()) {
                throw new IllegalStateException("before the soak already: " + wrong.getFirst());
            }
            return Math.max(1, borne);
        }
    }

    /** The last kill of a stretch, so that all samples are of one life. The load goes on meanwhile, and nobody helps but by starting the JVM. */
    private void kill(GivebackProcess giveback, long seed) throws IOException, InterruptedException {
        if (Math.floorMod(seed, 2L) == 0) {
            giveback.kill();
            running().honest();
        } else {
            giveback.database().killAll();
        }
    }

    private static void awaitMore(SteadyLoad load, long more) throws Exception {
        long enough = load.known() + more;
        Waiting.until("calls that are answered after the kill", () -> load.known() >= enough);
    }

    /** What is planted into the sample of a minute. */
    private interface Leak {
        Vitals.Sample in(int minute, Vitals.Sample flat);
    }

    /** Found only if the same samples without the leak are flat, and nothing but the leak is seen. */
    private static Optional<Violation> planted(String of, Leak leak) {
        Vitals flat = new Vitals();
        Vitals leaking = new Vitals();
        Random random = new Random(of.hashCode());
        for (int i = 0; i < CONTROL_SAMPLES; i++) {
            Vitals.Sample sample = new Vitals.Sample(
                    150 + 5 * random.nextGaussian(),
                    180 + random.nextInt(3),
                    90 + random.nextInt(3),
                    4_000 + 400 * random.nextGaussian());
            flat.add(sample);
            leaking.add(leak.in(i, sample));
        }
        List<String> found = leaking.findings();
        return flat.findings().isEmpty()
                        && found.size() == 1
                        && found.getFirst().contains(of)
                ? Optional.of(new Violation(0, found.getFirst(), List.of()))
                : Optional.empty();
    }

    private Optional<Violation> unbooked() throws Exception {
        try (Caller caller = running().honest().caller("soak-unbooked")) {
            caller.createProgram();
            Call call = Call.checkout("c1", "unbooked-1", 12_300);
            caller.sendUntilKnown(call);
            Map<String, Books.Standing> books = new HashMap<>(Map.of("c1", Books.Standing.NONE.plus(call)));
            if (!SteadyLoad.differences(caller, books).isEmpty()) {
                throw new IllegalStateException("there was something wrong before the fault was planted");
            }
            caller.sendUntilKnown(Call.checkout("c1", "unbooked-2", 45_600));
            return SteadyLoad.differences(caller, books).stream()
                    .map(what -> new Violation(0, what, List.of()))
                    .findFirst();
        }
    }

    @Override
    public List<String> lastWords() {
        return running == null ? List.of() : running.lastWords();
    }

    private Running running() {
        return Objects.requireNonNull(running, "not open");
    }

    @Override
    public void close() throws InterruptedException {
        if (running != null) {
            running.stop();
        }
    }
}
