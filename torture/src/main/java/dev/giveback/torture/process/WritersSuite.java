package dev.giveback.torture.process;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Two services that know nothing of each other write for the same customer: what a cluster that broke apart would do. */
public final class WritersSuite implements Suite {
    /** Who is refused is not told so: its call ends by the deadline. */
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private static final String PROGRAM = "writers";
    private static final long PENCE = 100;

    private @Nullable TestDatabase database;
    private @Nullable LoyaltyHere first;
    private @Nullable LoyaltyHere second;

    @Override
    public Promise promise() {
        return new Promise(
                9,
                "two-writers",
                "When two nodes write for one customer, the one that did not see the other's last change is refused and is not stuck: it is"
                        + " answered when it asks again.",
                "Two whole loyalty services in one process, each with its own actors, one real PostgreSQL, calls over the network. That nodes"
                        + " of a cluster do not both hold a customer is another matter: here they always do.");
    }

    @Override
    public Size size(Scale scale) {
        return switch (scale) {
            case SMALL -> new Size(10, 10, "one customer, written for by both in turn and at once");
            case FULL -> new Size(1_000, 50, "one customer, written for by both in turn and at once");
        };
    }

    @Override
    public List<Control> controls() {
        return List.of(new Control("a journal without its primary key", this::withoutPrimaryKey));
    }

    @Override
    public void open(Workbench bench) throws Exception {
        TestDatabase created = TestDatabase.create();
        database = created;
        int port = LoyaltyHere.portOf(created);
        first = LoyaltyHere.start(created, port);
        second = LoyaltyHere.start(created, port);
        try (Caller caller = caller(running(first), PROGRAM)) {
            caller.createProgram();
        }
    }

    @Override
    public Outcome run(Slice slice) throws Exception {
        Outcome.Tally tally = new Outcome.Tally();
        List<Violation> violations = new ArrayList<>();
        try (Caller one = caller(running(first), PROGRAM);
                Caller other = caller(running(second), PROGRAM)) {
            for (long seed : slice.seeds().toArray()) {
                violations.addAll(new Duel(one, other, seed, tally).fought());
            }
            one.journalFindings().forEach(what -> violations.add(new Violation(slice.first(), what, List.of())));
        }
        return Outcome.of(tally, violations);
    }

    /** Two callers about one customer; each call is one of its changes. */
    private record Duel(Caller one, Caller other, long seed, Outcome.Tally tally) {
        private List<Violation> fought() throws Exception {
            List<String> wrong = new ArrayList<>();
            expect(one.sendUntilKnown(call(1)), Answer.Given.class, "the first, of a new customer", wrong);
            expect(other.sendUntilKnown(call(2)), Answer.Given.class, "the second, which read the journal", wrong);
            refusedThenAnswered(one, 3, wrong);
            refusedThenAnswered(other, 4, wrong);
            atOnce(wrong);
            List<Call> calls = new ArrayList<>();
            for (int number = 1; number <= 6; number++) {
                calls.add(call(number));
            }
            wrong.addAll(compared(calls));
            return wrong.stream()
                    .map(what -> new Violation(seed, what, List.of()))
                    .toList();
        }

        private Call call(int number) {
            return Call.checkout("w" + seed, "w" + seed + "-" + number, PENCE * number);
        }

        /** Who did not see the last change is refused, and answered when it asks again with the same request id. */
        private void refusedThenAnswered(Caller stale, int number, List<String> wrong) throws InterruptedException {
            tally.add("writes that must be refused");
            expect(stale.send(call(number)), Answer.Unknown.class, "number " + number + ", of the older state", wrong);
            long begun = System.nanoTime();
            expect(stale.sendUntilKnown(call(number)), Answer.Given.class, "number " + number + " again", wrong);
            tally.add(
                    "ms until it was answered",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
        }

        /** One of them has seen the last change; whoever is second is refused. */
        private void atOnce(List<String> wrong) throws Exception {
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<Answer> left = threads.submit(() -> one.send(call(5)));
                Future<Answer> right = threads.submit(() -> other.send(call(6)));
                if (left.get() instanceof Answer.Given && right.get() instanceof Answer.Given) {
                    wrong.add("both were answered at once, though one of them knew an older state");
                }
                tally.add("written at once");
            }
            expect(one.sendUntilKnown(call(5)), Answer.Given.class, "number 5 again", wrong);
            expect(other.sendUntilKnown(call(6)), Answer.Given.class, "number 6 again", wrong);
            // Who asks a node only for what it has in memory may be told an older state: so each is sent what the other
            // one wrote.
            expect(other.sendUntilKnown(call(5)), Answer.Given.class, "number 5 at the other", wrong);
            expect(one.sendUntilKnown(call(6)), Answer.Given.class, "number 6 at the other", wrong);
        }

        /** What both say in the end, after each was made to read the journal anew by a repeat, against the sum. */
        private List<String> compared(List<Call> calls) throws InterruptedException {
            Books.Standing sum = Books.Standing.NONE;
            for (Call call : calls) {
                sum = sum.plus(call);
            }
            Books.Standing told = other.standing("w" + seed);
            return told.equals(sum) ? List.of() : List.of("the account is " + told + " (expected: " + sum + ")");
        }

        private static void expect(Answer answer, Class<? extends Answer> expected, String what, List<String> wrong) {
            if (!expected.isInstance(answer)) {
                wrong.add(what + ": " + (answer instanceof Answer.Given ? "answered" : answer) + " (expected: "
                        + (expected == Answer.Given.class ? "answered" : "refused, to be asked again") + ")");
            }
        }
    }

    private Optional<Violation> withoutPrimaryKey() throws Exception {
        TestDatabase journal = Objects.requireNonNull(database, "not open");
        String program = "writers-control";
        journal.execute("ALTER TABLE loyalty.event_journal DROP CONSTRAINT event_journal_pkey");
        try (Caller one = caller(running(first), program);
                Caller other = caller(running(second), program)) {
            one.createProgram();
            return new Duel(one, other, 0, new Outcome.Tally())
                    .fought().stream().findFirst();
        } finally {
            journal.execute("DELETE FROM loyalty.event_journal WHERE persistence_id LIKE '%" + program + "%';"
                    + "ALTER TABLE loyalty.event_journal ADD CONSTRAINT event_journal_pkey"
                    + " PRIMARY KEY (persistence_id, sequence_number)");
        }
    }

    private static LoyaltyHere running(@Nullable LoyaltyHere service) {
        return Objects.requireNonNull(service, "not open");
    }

    private static Caller caller(LoyaltyHere service, String program) {
        return new Caller(service.port(), "", program, DEADLINE);
    }

    @Override
    public void close() throws IOException {
        for (LoyaltyHere service : new LoyaltyHere[] {second, first}) {
            if (service != null) {
                service.close();
            }
        }
        if (database != null) {
            database.close();
        }
    }
}
