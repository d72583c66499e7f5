package dev.giveback.torture.flood;

import dev.giveback.torture.process.GivebackProcess;
import dev.giveback.torture.process.GivebackProcess.Changes;
import dev.giveback.torture.process.Running;
import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Size;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import dev.giveback.torture.suite.Workbench;
import io.grpc.InsecureChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends up to ten times more orders than can be done, and looks at what becomes of them. */
public final class OverloadSuite implements Suite {
    private static final int FULL_ROUNDS = 5;
    private static final int CONNECTIONS = 48;
    /** Each is changed by one order after the other, so there must be enough of them to be no bottleneck. */
    private static final int CUSTOMERS = 1_000;
    /** Calls at once that the gateway never refuses. */
    static final int LEAST = 40;

    private static final int MOST = 800;
    private static final int UNBOUNDED = 1_000_000;

    private @Nullable Running running;
    private @Nullable GivebackProcess giveback;

    @Override
    public Promise promise() {
        return new Promise(
                11,
                "overload",
                "When up to ten times more is asked than can be done: what can be done is done, in time, the rest is refused at once with"
                        + " OVERLOADED and has no effect, nothing acknowledged is lost, and it is over as soon as the load is.",
                "All of it is real: giveback up with its PostgreSQL, calls over the network. So that a sender on the same machine can bring ten"
                        + " times too much, the disk is made slow (PostgreSQL waits 100 ms before each flush), a batch of the journal holds"
                        + " 10 rows in place of 400, and the gateway's limit moves between 40 and 800 calls in place of 500 and 10,000.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(1, 1, "orders at 1 and 5 times the capacity, some seconds each");
            case FULL -> new Size(FULL_ROUNDS, 1, "orders at 1, 2, 5 and 10 times the capacity, 60 s each");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a gateway that lets everybody in", this::unbounded),
                new Control("an answer that was made up", this::madeUp));
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
            Overload.Plan plan = slice.scale() == Scale.FULL ? Overload.FULL : Overload.SMALL;
            round("overload-" + seed, plan, limited(), tally).findings().stream()
                    .map(finding -> new Violation(seed, finding, List.of()))
                    .forEach(violations::add);
        }
        return Outcome.of(tally, violations);
    }

    private static Overload.Verdict round(
            String name, Overload.Plan plan, GivebackProcess giveback, Outcome.Tally tally) throws Exception {
        try (Shop shop = shop(giveback, name);
                Vitals vitals = new Vitals(giveback.pid())) {
            return new Overload(shop, new Orders(CUSTOMERS), name, vitals, tally).judged(plan);
        }
    }

    private static Shop shop(GivebackProcess giveback, String program) throws IOException {
        return new Shop(
                "127.0.0.1:" + giveback.grpcPort(),
                InsecureChannelCredentials.create(),
                giveback.operatorKey(),
                program,
                CONNECTIONS);
    }

    /** The one with limits; started if it does not run. */
    private GivebackProcess limited() throws IOException, InterruptedException, SQLException {
        GivebackProcess runs = giveback;
        return runs != null && runs.isAlive() ? runs : startedWith(LEAST, MOST);
    }

    private GivebackProcess startedWith(int least, int most) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createDirectories(running().scratch().resolve("narrow-journal"));
        Files.writeString(folder.resolve("giveback-journal.conf"), "jdbc-journal.batchSize = 10\n");
        String options = "-Dgiveback.gateway.guard.concurrency.least=" + least
                + " -Dgiveback.gateway.guard.concurrency.most=" + most;
        GivebackProcess started =
                running().startedWith(new Changes(folder.toString(), Map.of("JAVA_TOOL_OPTIONS", options)));
        try (Connection connection = started.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET commit_siblings = 0");
            statement.execute("ALTER SYSTEM SET commit_delay = 100000");
            statement.execute("SELECT pg_reload_conf()");
        }
        giveback = started;
        return started;
    }

    private Optional<Violation> madeUp() throws Exception {
        try (Shop shop = shop(limited(), "made-up")) {
            Orders orders = new Orders(3);
            new OpenLoop(shop, orders, "made-up", Overload.DEADLINE).sendInLines(3, Duration.ofSeconds(1));
            List<String> before = orders.findings(shop);
            if (!before.isEmpty()) {
                throw new IllegalStateException("there was something wrong before the fault was planted: " + before);
            }
            orders.acknowledged(1);
            return orders.findings(shop).stream()
                    .map(finding -> new Violation(1, finding, List.of()))
                    .findFirst();
        }
    }

    private Optional<Violation> unbounded() throws Exception {
        GivebackProcess open = startedWith(UNBOUNDED, UNBOUNDED);
        giveback = null;
        return round("unbounded", Overload.CONTROL, open, new Outcome.Tally()).findings().stream()
                .filter(finding -> finding.startsWith(Overload.GOODPUT))
                .map(finding -> new Violation(1, finding, List.of()))
                .findFirst();
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
