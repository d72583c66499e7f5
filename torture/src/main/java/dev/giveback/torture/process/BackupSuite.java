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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a backup under load, restores it as it was at a moment, and compares the journal's rows with those of the original. */
public final class BackupSuite implements Suite {
    private static final int SOME = 50;
    private static final String ROWS = "SELECT t::text FROM loyalty.event_journal AS t";

    private @Nullable Running running;
    private @Nullable Path home;

    /**
     * A backup, and what is known of a moment after it.
     *
     * @param moment as PostgreSQL writes it
     * @param before a snapshot of just before it: what it sees had been committed
     * @param after a transaction of just after it: later ones had not begun. What is between the two may be there or not, because a
     *     commit stands in the log a little before others see it
     * @param segment of the log, begun and finished between the backup and the moment
     */
    private record Taken(BaseBackup backup, String moment, String before, String after, String segment) {}

    @Override
    public Promise promise() {
        return new Promise(
                19,
                "backup",
                "A backup that is taken under load, with the archived log, comes back as it was at a moment that is asked for: every row of the"
                        + " journal that had been stored by then is there with the same bytes, and none that was stored later.",
                "All of it is real: giveback up with its PostgreSQL, the archive-wal of deploy/postgres, a PostgreSQL that recovers on the"
                        + " restored folder. pg_basebackup and pg_verifybackup do not come with the embedded binaries, so the files are copied here"
                        + " between pg_backup_start and pg_backup_stop; the scripts backup and restore are not tried.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(1, 1, "a backup under load, and its restoring to a moment");
            case FULL -> new Size(20, 1, "a backup under load, and its restoring to a moment");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a file of the log that is missing in the archive", this::missingLog),
                new Control("a server that went on after the moment", this::wentOn));
    }

    @Override
    public Optional<String> absent() {
        return Files.isDirectory(PostgresProcesses.PROC)
                ? Optional.empty()
                : Optional.of("/proc, by which PostgreSQL's program is found: it needs Linux");
    }

    @Override
    public void open(Workbench bench) throws Exception {
        running = new Running(bench);
        home = bench.home();
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        for (long seed : slice.seeds().toArray()) {
            String name = "backup-" + seed;
            Taken taken = taken(name, seed);
            for (String what : compared(name, taken, archive(), tally)) {
                violations.add(new Violation(seed, what, List.of()));
            }
        }
        return Outcome.of(tally, violations);
    }

    private LogArchive archive() {
        return new LogArchive(running().scratch().resolve("archive"));
    }

    /** The one that runs, which archives its log; started anew when it does not. */
    private GivebackProcess archiving() throws Exception {
        GivebackProcess giveback = running().honest();
        try (Administration database = Administration.of(giveback)) {
            if ("on".equals(database.text("SHOW archive_mode"))) {
                return giveback;
            }
            archive().switchOn(database, Objects.requireNonNull(home, "not open"));
        }
        return running().startedWith(GivebackProcess.Changes.NONE);
    }

    private Taken taken(String name, long seed) throws Exception {
        GivebackProcess giveback = archiving();
        Load load = new Load(name, seed);
        List<Taken> taken = new ArrayList<>();
        try (Caller caller = giveback.caller(name);
                Administration database = Administration.of(giveback)) {
            caller.createProgram();
            var unused = load.during(caller, () -> {
                load.awaitAcknowledged(SOME);
                BaseBackup backup = BaseBackup.of(
                        giveback.database().cluster(), running().scratch().resolve(name), database);
                load.awaitAcknowledged(SOME);
                database.moveLogOn();
                String segment = database.text("SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
                load.awaitAcknowledged(SOME);
                database.moveLogOn();
                load.awaitAcknowledged(SOME);
                String before = database.text("SELECT pg_current_snapshot()");
                String moment = database.text("SELECT clock_timestamp()");
                String after = database.text("SELECT pg_current_xact_id()");
                taken.add(new Taken(backup, moment, before, after, segment));
                load.awaitAcknowledged(SOME);
            });
            archive().await(database);
        }
        return taken.getFirst();
    }

    /** What is wrong in the restored journal. */
    private List<String> compared(String name, Taken taken, LogArchive archive, Outcome.Tally tally) throws Exception {
        GivebackProcess giveback = running().honest();
        Path data = running().scratch().resolve(name + "-restored");
        taken.backup().restore(archive, data, taken.moment());
        try (RestoredServer server = RestoredServer.start(
                giveback.database().program(),
                data,
                GivebackProcess.Ports.free().grpc())) {
            Optional<Administration> restored = server.recovered(giveback.login());
            if (restored.isEmpty()) {
                return List.of("the restored server did not come up: " + server.lastWords());
            }
            try (Administration copy = restored.get();
                    Administration original = Administration.of(giveback)) {
                return compared(original, copy, taken, tally);
            }
        }
    }

    private static List<String> compared(Administration original, Administration copy, Taken taken, Outcome.Tally tally)
            throws Exception {
        Set<String> there = new HashSet<>(copy.strings(ROWS, List.of()));
        Set<String> all = new HashSet<>(original.strings(ROWS, List.of()));
        List<String> stored = original.strings(
                ROWS + " WHERE pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)", List.of(taken.before()));
        List<String> later = original.strings(ROWS + " WHERE transaction_id > ?::xid8", List.of(taken.after()));
        tally.add("rows that had to be there", stored.size());
        tally.add("rows that must not be there", later.size());
        if (stored.size() < SOME || later.size() < SOME) {
            throw new IllegalStateException("too few rows before or after the moment: this proves nothing");
        }
        List<String> wrong = new ArrayList<>();
        add(
                wrong,
                "rows that had been stored are missing",
                stored.stream().filter(row -> !there.contains(row)).count());
        add(
                wrong,
                "rows that were stored later are there",
                later.stream().filter(there::contains).count());
        add(
                wrong,
                "rows are there that the original has not",
                there.stream().filter(row -> !all.contains(row)).count());
        return wrong;
    }

    private static void add(List<String> wrong, String what, long count) {
        if (count > 0) {
            wrong.add(count + " " + what);
        }
    }

    private Optional<Violation> missingLog() throws Exception {
        Taken taken = taken("backup-control", 0);
        LogArchive holed = new LogArchive(running().scratch().resolve("holed"));
        Files.createDirectories(holed.folder());
        boolean isThere = false;
        for (Path file : archive().segments()) {
            if (file.getFileName().toString().equals(taken.segment())) {
                isThere = true;
            } else {
                Files.copy(file, holed.folder().resolve(file.getFileName()));
            }
        }
        if (!isThere) {
            throw new IllegalStateException("the log's file " + taken.segment() + " is not in the archive");
        }
        return compared("backup-control", taken, holed, new Outcome.Tally()).stream()
                .findFirst()
                .map(what -> new Violation(0, what, List.of()));
    }

    /** The original itself, as if it were the restored one. */
    private Optional<Violation> wentOn() throws Exception {
        Taken taken = taken("backup-on", -1);
        try (Administration original = Administration.of(running().honest())) {
            return compared(original, original, taken, new Outcome.Tally()).stream()
                    .findFirst()
                    .map(what -> new Violation(-1, what, List.of()));
        }
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
