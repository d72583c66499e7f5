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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Watches the system calls of PostgreSQL while orders are answered: no answer may come before the log that has the order was flushed to
 * the disk. Killing processes cannot show this, because what was written and not flushed survives in the machine's memory.
 */
public final class DurabilitySuite implements Suite {
    private static final int CONTROL_ANSWERS = 50;
    /** Of so many answers one may be hidden: its words on a page that was compressed, or cut in two by the end of a page. */
    private static final int MOST_HIDDEN = 10;

    private @Nullable Running running;

    /** An order, with the time at which its answer was there, in seconds. */
    private record Answered(long seed, String words, double time) {}

    @Override
    public Promise promise() {
        return new Promise(
                6,
                "durability",
                "No change is acknowledged before the database's log that has it was flushed to the disk.",
                "All of it is real: strace sees the system calls of every process of PostgreSQL, and each order is looked for in the bytes that"
                        + " they wrote. What the disk does with a flush, only a power cut can tell.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(100, 100, "an order that is answered");
            case FULL -> new Size(1_000, 250, "an order that is answered");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(new Control("synchronous_commit = off", this::asynchronousCommit));
    }

    @Override
    public Optional<String> absent() {
        return WalTrace.absent();
    }

    @Override
    public void open(Workbench bench) throws IOException {
        running = new Running(bench);
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        return Outcome.of(tally, traced("durability-" + slice.first(), slice.first(), slice.count(), tally));
    }

    private List<Violation> traced(String program, long first, long count, Outcome.Tally tally) throws Exception {
        GivebackProcess giveback = running().honest();
        List<Answered> answers = new ArrayList<>();
        WalTrace trace;
        try (Caller caller = giveback.caller(program)) {
            caller.createProgram();
            WalTrace.Attached strace =
                    WalTrace.Attached.to(giveback.database(), running().scratch());
            try (strace) {
                for (long seed = first; seed < first + count; seed++) {
                    answers.add(answered(caller, seed));
                }
                trace = strace.read();
            }
        }
        tally.add("flushes seen", trace.flushes());
        List<Violation> violations = new ArrayList<>();
        answers.forEach(answer -> judge(answer, trace, tally, violations));
        if (tally.count("answers hidden from strace") > Math.max(1, count / MOST_HIDDEN)) {
            violations.add(
                    new Violation(first, "most orders were not seen in the log: this proves nothing", List.of()));
        }
        return violations;
    }

    /** The words stand twice in the row, as request and as order, so that a page's end between them hides one of them at most. */
    private static Answered answered(Caller caller, long seed) throws InterruptedException {
        String words = "traced-" + Long.toString(1_000_000_000L + seed) + "-";
        if (!(caller.sendUntilKnown(Call.checkout("c" + seed % 10, words, 100)) instanceof Answer.Given)) {
            throw new IllegalStateException("order " + words + " was refused");
        }
        Instant now = Instant.now();
        return new Answered(seed, words, now.getEpochSecond() + now.getNano() / 1e9);
    }

    private static void judge(Answered answer, WalTrace trace, Outcome.Tally tally, List<Violation> violations) {
        tally.add("answers");
        if (!trace.isSeen(answer.words())) {
            tally.add("answers hidden from strace");
            return;
        }
        OptionalDouble safe = trace.safe(answer.words());
        if (safe.isPresent() && safe.getAsDouble() <= answer.time()) {
            tally.add("answers after their flush");
        } else {
            String late = safe.isPresent()
                    ? Math.round((safe.getAsDouble() - answer.time()) * 1e6) + " microseconds later"
                    : "not at all while it was watched";
            violations.add(new Violation(
                    answer.seed(), "the order " + answer.words() + " was answered, and flushed " + late, List.of()));
        }
    }

    /** The setting of the role wins over the server's command line, for connections that are made afterwards. */
    private Optional<Violation> asynchronousCommit() throws Exception {
        GivebackProcess giveback = running().honest();
        inDatabase(giveback, "ALTER ROLE giveback SET synchronous_commit = off");
        try {
            Outcome.Tally tally = new Outcome.Tally();
            // Seeds that no slice has: an order is looked for by its number.
            return traced("durability-control", -CONTROL_ANSWERS, CONTROL_ANSWERS, tally).stream()
                    .filter(violation -> violation.what().contains("was answered, and flushed"))
                    .findFirst();
        } finally {
            inDatabase(giveback, "ALTER ROLE giveback RESET synchronous_commit");
        }
    }

    private static void inDatabase(GivebackProcess giveback, String sql) throws IOException, SQLException {
        try (Connection connection = giveback.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            // The connections that are there keep the old setting, so they are ended; the pools make new ones.
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
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
