package dev.giveback.torture.process;

import com.google.protobuf.ByteString;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Has PostgreSQL's flushes or writes fail under load, or fills its disk; a seed says which and when. */
public final class IoFaultSuite implements Suite {
    private static final int BEFORE = 50;
    private static final int LONGEST_MILLIS = 1_000;
    /** Each process does so many calls at least, and less than the second number, before the first that fails. */
    private static final int FEWEST_GOOD = 20;

    private static final int MOST_GOOD = 60;
    private static final int MOST_LOG_FILES = 100;
    private static final Duration LASTS = Duration.ofMillis(1_500);
    private static final Duration AFTER = Duration.ofMillis(500);
    private static final String NO_MOUNT =
            "a disk that is full: only root may mount a small one (strace told PostgreSQL that it is full)";

    private @Nullable Running running;
    private Optional<SmallDisk> disk = Optional.empty();

    /** One fault under load, and what was seen of it. */
    private record Round(Map<Call, Answer> answers, List<Violation> early, Meanwhile meanwhile) {}

    @Override
    public Promise promise() {
        return new Promise(
                7,
                "io-faults",
                "When the disk under PostgreSQL fails or is full, nothing is acknowledged that is not on it; callers, health and logs say so; and"
                        + " when it is over all is answered again without help.",
                "Giveback and its PostgreSQL are real. EIO is what strace tells PostgreSQL in place of the system, at every call from one on;"
                        + " the full disk is a file system in memory.");
    }

    @Override
    public Size size(Scale scale) {
        int kinds = IoFault.values().length;
        return switch (scale) {
            case SMALL -> new Size(kinds, kinds, "one fault of the disk under load");
            case FULL -> new Size(50L * kinds, kinds, "one fault of the disk under load");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("synchronous_commit = off while flushes fail", this::asynchronousCommit),
                new Control("an answer to what was never stored", this::neverStored),
                new Control(
                        "a full disk that is told as a bug, and to nobody else",
                        () -> unclear().stream().findFirst()));
    }

    @Override
    public Optional<String> absent() {
        return WalTrace.absent();
    }

    @Override
    public void open(Workbench bench) throws IOException, InterruptedException {
        // What Giveback itself logs stays outside.
        Path outside = Files.createDirectories(bench.scratch().resolve("small"));
        disk = SmallDisk.mounted(Files.createDirectories(outside.resolve("data")));
        running = new Running(new Workbench(bench.home(), outside));
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        Set<String> notRun = new TreeSet<>();
        for (long seed : slice.seeds().toArray()) {
            if (IoFault.of(seed) == IoFault.DISK_FULL && disk.isEmpty()) {
                notRun.add(NO_MOUNT);
            } else {
                violations.addAll(round(seed, tally));
            }
        }
        boolean isTraced = slice.seeds().anyMatch(seed -> IoFault.of(seed) != IoFault.DISK_FULL);
        if (isTraced && tally.count(Load.AFTER_FLUSH) == 0) {
            violations.add(
                    new Violation(slice.first(), "not one answer was seen in the log: this proves nothing", List.of()));
        }
        return new Outcome(tally.counts(), violations, List.copyOf(notRun));
    }

    private List<Violation> round(long seed, Outcome.Tally tally) throws Exception {
        IoFault fault = IoFault.of(seed);
        String program = "io-" + seed;
        GivebackProcess giveback = running().honest();
        Load load = new Load(program, seed);
        try (Caller caller = giveback.caller(program)) {
            caller.createProgram();
            Round round = underLoad(giveback, load, caller, fault, seed, tally);
            long over = System.nanoTime();
            load.askEveryCustomer(caller);
            Waiting.until("health that says ready", giveback::isReady);
            tally.add(
                    "ms until every customer was answered, after " + fault.words(),
                    Duration.ofNanos(System.nanoTime() - over).toMillis());
            load.settle(caller, round.answers());
            List<Violation> violations = new ArrayList<>(round.early());
            round.meanwhile().findings(fault).forEach(what -> violations.add(new Violation(seed, what, List.of())));
            violations.addAll(load.judge(caller, tally));
            tally.add("faults: " + fault.words());
            tally.add("of these PostgreSQL lived on", round.meanwhile().wasDown() ? 0 : 1);
            return violations;
        }
    }

    private Round underLoad(
            GivebackProcess giveback, Load load, Caller caller, IoFault fault, long seed, Outcome.Tally tally)
            throws Exception {
        Random random = new Random(seed);
        boolean isLogUsedUp = Math.floorDiv(seed, IoFault.values().length) % 2 == 0;
        GivebackProcess.Logged before = giveback.logged();
        List<Violation> early = new ArrayList<>();
        try (ReadyWatch watch = new ReadyWatch(giveback)) {
            Map<Call, Answer> answers = load.during(caller, () -> {
                load.awaitAcknowledged(BEFORE);
                Thread.sleep(random.nextInt(LONGEST_MILLIS));
                if (fault == IoFault.DISK_FULL) {
                    fillTheDisk(giveback, load, isLogUsedUp);
                } else {
                    early.addAll(failing(giveback, load, fault, random, tally));
                }
                Thread.sleep(AFTER);
            });
            Meanwhile meanwhile = Meanwhile.of(
                    answers.values(), watch.wasReady(), giveback.logged().since(before));
            return new Round(answers, early, meanwhile);
        }
    }

    /** Without files of the log PostgreSQL cannot go on; without room for its tables it can. */
    private void fillTheDisk(GivebackProcess giveback, Load load, boolean isLogUsedUp) throws Exception {
        SmallDisk small = disk.orElseThrow();
        small.fill();
        try {
            if (isLogUsedUp) {
                useUpTheLog(giveback);
            }
            Waiting.until("a call without an answer", () -> load.unknown() > 0);
            Thread.sleep(LASTS);
        } finally {
            small.giveBack();
        }
    }

    /** Some files were made in advance; one after the other is begun until there is none left. */
    private static void useUpTheLog(GivebackProcess giveback) throws IOException {
        try (Administration database = Administration.of(giveback)) {
            for (int i = 0; i < MOST_LOG_FILES; i++) {
                database.execute("SELECT pg_logical_emit_message(false, 'torture', 'on')");
                database.execute("SELECT pg_switch_wal()");
            }
        } catch (SQLException full) {
            // It ends at that, or cannot even let us in.
        }
    }

    private List<Violation> failing(
            GivebackProcess giveback, Load load, IoFault fault, Random random, Outcome.Tally tally) throws Exception {
        PostgresProcesses database = giveback.database();
        long postmaster = database.postmaster().orElseThrow().pid();
        int from = FEWEST_GOOD + random.nextInt(MOST_GOOD - FEWEST_GOOD);
        WalTrace.Attached strace = WalTrace.Attached.to(database, running().scratch(), fault.strace(from));
        double attached = WalTrace.seconds(Instant.now());
        try (strace) {
            Waiting.until("a system call that fails", strace::hasInjected);
            Waiting.until("a call without an answer", () -> load.unknown() > 0);
            Thread.sleep(LASTS);
        }
        double detached = WalTrace.seconds(Instant.now());
        WalTrace trace = strace.read();
        return load.early(trace, attached, trace.ended(postmaster).orElse(detached), tally);
    }

    /** The setting of the role wins over the server's command line, for connections that are made afterwards. */
    private Optional<Violation> asynchronousCommit() throws Exception {
        GivebackProcess giveback = running().honest();
        inDatabase(giveback, "ALTER ROLE giveback SET synchronous_commit = off");
        try (Caller caller = giveback.caller("io-control")) {
            caller.createProgram();
            Load load = new Load("io-control", 1);
            return underLoad(giveback, load, caller, IoFault.FLUSH, 1, new Outcome.Tally()).early().stream()
                    .filter(violation -> violation.what().contains(WalTrace.ANSWERED_TOO_EARLY))
                    .findFirst();
        } finally {
            Waiting.until("the setting as it was", () -> {
                try {
                    inDatabase(giveback, "ALTER ROLE giveback RESET synchronous_commit");
                    return true;
                } catch (SQLException notYetBack) {
                    return false;
                }
            });
        }
    }

    private static void inDatabase(GivebackProcess giveback, String sql) throws IOException, SQLException {
        try (Connection connection = giveback.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
        }
    }

    private Optional<Violation> neverStored() throws Exception {
        try (Caller caller = running().honest().caller("io-never-stored")) {
            caller.createProgram();
            Load load = new Load("io-never-stored", 1);
            load.askEveryCustomer(caller);
            Call never = Call.checkout("c7", "never-stored", 700);
            load.settle(caller, Map.of(never, new Answer.Given(ByteString.copyFromUtf8("planted"))));
            return load.judge(caller, new Outcome.Tally()).stream()
                    .filter(violation -> violation.what().startsWith("lost"))
                    .findFirst();
        }
    }

    /** All that can be unclear at once; each must be told. */
    private static List<Violation> unclear() {
        GivebackProcess.Logged logged = new GivebackProcess.Logged("", "LOG:  shutting down due to something");
        List<Answer> answers = List.of(new Answer.Unknown("Status{code=INTERNAL, description=internal error}"));
        List<String> findings = Meanwhile.of(answers, true, logged).findings(IoFault.DISK_FULL);
        return findings.size() == 3 ? List.of(new Violation(0, findings.getFirst(), findings)) : List.of();
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
        disk.ifPresent(SmallDisk::close);
    }
}
