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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Clients write down what they sent and saw while processes are killed and held; then an order is looked for that explains it all. */
public final class HistorySuite implements Suite {
    private static final int GAMES_AT_ONCE = 4;

    private @Nullable Running running;

    /** What befalls a run, over and over. */
    enum Fault {
        KILL_JVM,
        HOLD_JVM,
        KILL_POSTGRES,
        HOLD_POSTGRES
    }

    /**
     * How long things last.
     *
     * @param run in which games are played
     * @param fewestMillis before each fault, and of each hold
     * @param mostMillis the same at most
     */
    private record Lengths(Duration run, int fewestMillis, int mostMillis) {
        static Lengths of(Scale scale) {
            return switch (scale) {
                case SMALL -> new Lengths(Duration.ofSeconds(4), 500, 1_500);
                case FULL -> new Lengths(Duration.ofMinutes(5), 1_000, 60_000);
            };
        }

        Duration any(Random random) {
            return Duration.ofMillis(random.nextInt(fewestMillis, mostMillis));
        }
    }

    @Override
    public Promise promise() {
        return new Promise(
                4,
                "history",
                "Whatever happens to the processes, the changes and looks of each customer can be put in one order, each between its call and its"
                        + " answer.",
                "All of it is real: giveback up with its PostgreSQL, calls over the network, SIGKILL and SIGSTOP. Balances only; the limits of"
                        + " campaigns, jumps of the clock and partitions are not tried here.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(4, 4, "a run of 4 seconds with one kind of fault");
            case FULL -> new Size(52, 1, "a run of 5 minutes with one kind of fault");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(new Control("looks that tell an older balance", this::staleLooks));
    }

    @Override
    public Optional<String> absent() {
        return Files.isDirectory(PostgresProcesses.PROC)
                ? Optional.empty()
                : Optional.of("/proc, by which PostgreSQL's processes are told apart: it needs Linux");
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
            Fault fault = Fault.values()[(int) Math.floorMod(seed, (long) Fault.values().length)];
            violations.addAll(round(seed, fault, Lengths.of(slice.scale()), tally));
        }
        return Outcome.of(tally, violations);
    }

    private List<Violation> round(long seed, Fault fault, Lengths lengths, Outcome.Tally tally) throws Exception {
        String program = "history-" + seed;
        List<Violation> violations = new ArrayList<>();
        Random random = new Random(seed);
        AtomicBoolean stop = new AtomicBoolean();
        try (Caller caller = running().honest().caller(program);
                ExecutorService tables = Executors.newFixedThreadPool(GAMES_AT_ONCE)) {
            caller.createProgram();
            List<Future<Outcome>> games = new ArrayList<>();
            for (int table = 0; table < GAMES_AT_ONCE; table++) {
                String customers = "t" + table;
                games.add(tables.submit(() -> games(caller, customers, seed, stop)));
            }
            try {
                long end = System.nanoTime() + lengths.run().toNanos();
                while (System.nanoTime() < end) {
                    Thread.sleep(lengths.any(random));
                    strike(fault, lengths.any(random));
                    tally.add("faults: "
                            + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
                }
            } finally {
                stop.set(true);
            }
            for (Future<Outcome> game : games) {
                game.get().counts().forEach(tally::add);
                violations.addAll(game.get().violations());
            }
            caller.journalFindings().forEach(what -> violations.add(new Violation(seed, what, List.of())));
        }
        return violations;
    }

    private static Outcome games(Caller caller, String customers, long seed, AtomicBoolean stop) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        do {
            String customer = customers + "-" + tally.count("customers");
            Game game = new Game(caller, customer, false);
            List<Operation> history = game.played(seed + tally.count("customers"));
            judge(customer, history, seed).ifPresent(violations::add);
            tally.add("customers");
            tally.add("operations", history.size());
            tally.add("answer unknown", game.unknown());
        } while (!stop.get());
        return Outcome.of(tally, violations);
    }

    private static Optional<Violation> judge(String customer, List<Operation> history, long seed) {
        List<String> story = Linearizability.violated(history);
        return story.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(seed, customer + ": no order explains what was seen", story));
    }

    private void strike(Fault fault, Duration held) throws IOException, InterruptedException {
        GivebackProcess giveback = running().honest();
        switch (fault) {
            case KILL_JVM -> {
                giveback.kill();
                running().honest();
            }
            case HOLD_JVM -> hold(List.of(ProcessHandle.of(giveback.pid()).orElseThrow()), held);
            case KILL_POSTGRES -> giveback.database().killAll();
            case HOLD_POSTGRES -> hold(giveback.database().all(), held);
        }
    }

    private static void hold(List<ProcessHandle> processes, Duration held) throws IOException, InterruptedException {
        signal("-STOP", processes);
        try {
            Thread.sleep(held);
        } finally {
            signal("-CONT", processes);
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add("" + process.pid()));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Optional<Violation> staleLooks() throws Exception {
        try (Caller caller = running().honest().caller("history-control")) {
            caller.createProgram();
            List<Operation> history = new Game(caller, "honest", false).played(1);
            if (judge("honest", history, 1).isPresent()) {
                throw new IllegalStateException("there was something wrong before the fault was planted");
            }
            return judge("stale", new Game(caller, "stale", true).played(1), 1);
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
