package dev.giveback.torture.fuzz;

import dev.giveback.testkit.TestDatabase;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives everything that reads bytes of others bytes that nobody meant. */
public final class FuzzSuite implements Suite {
    private static final int INPUTS = 3_000;
    private static final int CALLS = 40;

    /** Six of these are an hour, or 10^8 inputs. */
    private static final Duration LENGTH = Duration.ofMinutes(10);

    private static final int PARTS = 6;
    private static final long RUNS = 100_000_000 / PARTS + 1;

    private @Nullable TestDatabase database;
    private @Nullable Targets targets;
    private @Nullable Path scratch;

    /** Makes one that runs nothing yet. */
    public FuzzSuite() {}

    @Override
    public Promise promise() {
        return new Promise(
                13,
                "fuzz",
                "Whatever bytes arrive in a request, a token, a code, a condition, a file of products, an exported journal or a stored row: they"
                        + " are read or refused, and nothing crashes, hangs, or takes memory because a number asks for it.",
                "All readers are the real ones; requests and tokens go through the gateway to all five services with a real PostgreSQL, in one"
                        + " process. Small, inputs are samples that are spoilt at random; full, Jazzer looks for new ways through the code. Of a"
                        + " stream only the first message and the first 50 ms are tried. HTTP is tried over a socket in version 1.1; of its version 2 `hostile` tries the frames.");
    }

    @Override
    public Size size(Scale scale) {
        int count = Targets.count();
        return switch (scale) {
            case SMALL ->
                new Size(count, count, "one of " + count + " targets in turn: 3,000 inputs, or 40 calls of a method");
            case FULL ->
                new Size(
                        (long) PARTS * count,
                        1,
                        "ten minutes of Jazzer, or a sixth of 10^8 inputs, for one of " + count + " targets in turn");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(
                new Control("a reader that believes a length, and crashes", () -> planted(Planted.crash())),
                new Control("a reader that believes a length, and hangs", () -> planted(Planted.hang())),
                new Control("a reader that makes room by a length", () -> planted(Planted.allocation())),
                new Control("a reader that crashes at one word of 2^24, for Jazzer", this::hidden));
    }

    @Override
    public void open(Workbench bench) {
        scratch = bench.scratch();
        TestDatabase own = TestDatabase.create();
        database = own;
        targets = new Targets(login(own), bench.scratch());
    }

    private static Installation.Login login(TestDatabase database) {
        return new Installation.Login(database.jdbcUrl(), database.user(), database.password());
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        for (long seed : slice.seeds().toArray()) {
            Target target = targets().of(seed);
            Optional<Violation> found =
                    slice.scale() == Scale.SMALL ? spoilt(target, seed, tally) : searched(target, seed, tally);
            found.ifPresent(violations::add);
        }
        return Outcome.of(tally, violations);
    }

    private Optional<Violation> spoilt(Target target, long seed, Outcome.Tally tally) throws InterruptedException {
        targets().prepare(target);
        return new Hunt(target, seed, target.isServed() ? CALLS : INPUTS).violation(tally);
    }

    private Optional<Violation> searched(Target target, long seed, Outcome.Tally tally)
            throws IOException, InterruptedException {
        try (TestDatabase own = TestDatabase.create()) {
            return new JazzerRun(target, seed, login(own), folder()).violation(LENGTH, RUNS, tally);
        }
    }

    private static Optional<Violation> planted(Target target) throws InterruptedException {
        return new Hunt(target, 1, INPUTS).violation(new Outcome.Tally());
    }

    private Optional<Violation> hidden() throws IOException, InterruptedException {
        return new JazzerRun(Planted.hidden(), 1, new Installation.Login("", "", ""), folder())
                .violation(Duration.ofMinutes(20), 50_000_000, new Outcome.Tally()).stream()
                        .filter(violation -> violation.what().contains("the hidden word"))
                        .findFirst();
    }

    private Path folder() throws IOException {
        return Files.createTempDirectory(Objects.requireNonNull(scratch, "not open"), "jazzer");
    }

    private Targets targets() {
        return Objects.requireNonNull(targets, "not open");
    }

    @Override
    public void close() {
        if (targets != null) {
            targets.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
