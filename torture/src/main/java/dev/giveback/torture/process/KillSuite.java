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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kills the JVM, or one of the processes of PostgreSQL, under load; a seed says which and when. */
public final class KillSuite implements Suite {
    private static final int BEFORE = 50;
    private static final int LONGEST_MILLIS = 1_000;
    private static final Duration AFTER = Duration.ofMillis(500);

    private @Nullable Running running;

    /** Whom a seed kills. */
    enum Victim {
        JVM("the JVM"),
        ALL_OF_POSTGRES("all of PostgreSQL"),
        BACKEND("a backend"),
        WAL_WRITER("the WAL writer"),
        CHECKPOINTER("the checkpointer");

        private final String words;

        Victim(String words) {
            this.words = words;
        }

        static Victim of(long seed) {
            return values()[(int) Math.floorMod(seed, (long) values().length)];
        }
    }

    @Override
    public Promise promise() {
        return new Promise(
                5,
                "kills",
                "Whatever process is killed with SIGKILL under load: no acknowledged change is lost, none is made twice, and every customer"
                        + " is answered again without help.",
                "All of it is real: giveback up with its PostgreSQL, calls over the network. The machine's memory survives, so this says"
                        + " nothing about a power cut; suite 6 does.");
    }

    @Override
    public Size size(Scale scale) {
        int kinds = Victim.values().length;
        return switch (scale) {
            case SMALL -> new Size(kinds, kinds, "the kill of one process under load");
            case FULL -> new Size(100L * kinds, kinds, "the kill of one process under load");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a journal that answers before it stores", this::lyingJournal),
                new Control("an effect that happened twice", this::twice));
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
            violations.addAll(round(seed, tally));
        }
        return Outcome.of(tally, violations);
    }

    private List<Violation> round(long seed, Outcome.Tally tally) throws Exception {
        Victim victim = Victim.of(seed);
        Random random = new Random(seed);
        String program = "kills-" + seed;
        Load load = new Load(program, seed);
        Map<Call, Answer> answers = loadAndKill(running().honest(), load, program, victim, random);
        long killed = System.nanoTime();
        try (Caller caller = running().honest().caller(program)) {
            load.askEveryCustomer(caller);
            tally.add(
                    "ms until every customer was answered, after the kill of " + victim.words,
                    Duration.ofNanos(System.nanoTime() - killed).toMillis());
            load.settle(caller, answers);
            tally.add("kills of " + victim.words);
            return load.judge(caller, tally);
        }
    }

    private static Map<Call, Answer> loadAndKill(
            GivebackProcess giveback, Load load, String program, Victim victim, Random random) throws Exception {
        try (Caller caller = giveback.caller(program)) {
            caller.createProgram();
            return load.during(caller, () -> {
                load.awaitAcknowledged(BEFORE);
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
                kill(giveback, victim, random);
                Thread.sleep(AFTER);
            });
        }
    }

    private static void kill(GivebackProcess giveback, Victim victim, Random random) throws InterruptedException {
        PostgresProcesses database = giveback.database();
        switch (victim) {
            case JVM -> giveback.kill();
            case ALL_OF_POSTGRES -> database.killAll();
            case BACKEND -> database.killOne("postgres: giveback ", random);
            case WAL_WRITER -> database.killOne("postgres: walwriter", random);
            case CHECKPOINTER -> database.killOne("postgres: checkpointer", random);
        }
    }

    private Optional<Violation> lyingJournal() throws Exception {
        GivebackProcess lying =
                running().startedWith(LyingJournalDao.planted(running().scratch()));
        Load load = new Load("lying", 1);
        Map<Call, Answer> answers = loadAndKill(lying, load, "lying", Victim.JVM, new Random(1));
        try (Caller caller = running().honest().caller("lying")) {
            // The program was created in an answer that was a lie too.
            caller.createProgram();
            load.settle(caller, answers);
            return load.judge(caller, new Outcome.Tally()).stream()
                    .filter(violation -> violation.what().startsWith("lost"))
                    .findFirst();
        }
    }

    private Optional<Violation> twice() throws Exception {
        try (Caller caller = running().honest().caller("twice")) {
            caller.createProgram();
            Load load = new Load("twice", 1);
            load.askEveryCustomer(caller);
            if (!load.judge(caller, new Outcome.Tally()).isEmpty()) {
                throw new IllegalStateException("there was something wrong before the fault was planted");
            }
            caller.sendUntilKnown(Call.checkout("c0", "again", 12_345));
            return load.judge(caller, new Outcome.Tally()).stream().findFirst();
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
