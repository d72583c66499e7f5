package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import dev.giveback.journal.v1.CustomerEvent;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real standalone in the middle of what takes several events or tables: erasures, transfers and merges. The number of rounds of
 * each kind is the system property {@code giveback.crash.rounds}.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PeopleCrashTest {
    private static final int ROUNDS = Integer.getInteger("giveback.crash.rounds", 1);
    private static final long SEED = 20261127;
    private static final int CALLERS = 32;
    private static final int SENDERS = 40;
    private static final int SOURCES = 200;
    private static final int GIFT = 1_000;
    private static final String RECIPIENT = "recipient";
    private static final List<String> SETTINGS = List.of(
            "-Dgiveback.loyalty.privacy.erasure-interval=500ms",
            "-Dgiveback.loyalty.directory.saga-interval=200ms",
            "-Dgiveback.loyalty.directory.saga-grace=2s");

    private final Random random = new Random(SEED);
    private Path data = Path.of("");
    private @Nullable StandaloneProcess standalone;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        standalone = StandaloneProcess.start(data, SETTINGS);
    }

    @AfterAll
    void stop() throws Exception {
        running().stop();
    }

    private StandaloneProcess running() {
        return Objects.requireNonNull(standalone);
    }

    private void restart() throws Exception {
        standalone = StandaloneProcess.start(data, SETTINGS);
    }

    /** Makes customers whose name is sealed, and reads how their keys lie in the table. */
    private List<Planted> planted(String program, List<String> customers) throws Exception {
        try (Caller caller = new Caller(running(), program);
                People people = new People(running(), program);
                Connection database = running().database()) {
            caller.createProgram();
            List<Planted> planted = new ArrayList<>();
            for (String customer : customers) {
                String givenName = "Wilhelmina-" + customer + "-" + random.nextInt(1_000_000);
                people.give(customer, GIFT);
                people.call(customer, givenName);
                planted.add(new Planted(customer, givenName, wrappedKey(database, program, customer)));
            }
            try (Statement statement = database.createStatement()) {
                statement.execute("CHECKPOINT");
            }
            return planted;
        }
    }

    /** A customer, its name, and its key as it lies on the disk. */
    @SuppressWarnings("ArrayRecordComponent") // None is compared.
    private record Planted(String customer, String givenName, byte[] key) {}

    private static byte[] wrappedKey(Connection database, String program, String customer) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT wrapped FROM loyalty.customer_key WHERE program = '"
                        + program + "' AND customer = '" + customer + "'")) {
            assertThat(row.next()).isTrue();
            return row.getBytes(1);
        }
    }

    /** The files of the server that have these bytes, but for its log of changes, where a key is until that is written over. */
    private List<Path> filesWith(byte[] wanted) throws IOException {
        Path log = data.resolve("postgres/pg_wal");
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.startsWith(log))
                    .filter(file -> Bytes.indexOf(read(file), wanted) >= 0)
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        } catch (IOException unread) {
            throw new java.io.UncheckedIOException(unread);
        }
    }

    private static long count(Connection database, String table) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM loyalty." + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Three erasures at once: one is about to be noted, one about to be recorded, of one the keys are about to be deleted. What the database
     * was asked is lost with the process in one round, and is still done in the next.
     */
    @Test
    void anErasureThatIsKilledBeforeItsNoteItsEventOrItsKeysIsDoneOrNotBegun() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String program = "erased-" + round;
            List<Planted> planted = planted(program, List.of("noting", "recording", "deleting"));
            for (Planted one : planted) {
                assertThat(filesWith(one.key()))
                        .as("the search finds what is there")
                        .isNotEmpty();
            }
            killWhileErasing(program, round % 2 == 0);
            restart();

            try (Connection database = running().database();
                    People people = new People(running(), program)) {
                await(() -> count(database, "customer_key WHERE customer = 'deleting' AND program = '" + program + "'")
                        == 0);
                for (Planted one : planted) {
                    await(() -> hasKey(database, program, one)
                            != people.customer(one.customer()).hasEraseTime());
                    expectDoneOrNotBegun(database, people, program, one);
                    assertThat(people.erase(one.customer()).getPoints()).isEqualTo(GIFT);
                }
            }
            expectNothingLeft(program, planted);
        }
    }

    private void killWhileErasing(String program, boolean isLost) throws Exception {
        try (Gate gate = new Gate(running().database());
                People people = new People(running(), program)) {
            gate.before("INSERT", "customer_erasure", "NEW.customer = 'noting'");
            gate.before("INSERT", "event_journal", "NEW.persistence_id = 'customer|" + program + "|recording'");
            gate.before("DELETE", "customer_key", "OLD.customer = 'deleting'");
            int held = 0;
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (String customer : List.of("deleting", "noting", "recording")) {
                calls.add(CompletableFuture.supplyAsync(() -> people.erase(customer)));
                gate.awaitHeld(++held);
            }
            running().kill();
            for (CompletableFuture<?> call : calls) {
                assertThatThrownBy(call::join).hasCauseInstanceOf(StatusRuntimeException.class);
            }
            if (isLost) {
                gate.lose();
            }
        }
    }

    private static boolean hasKey(Connection database, String program, Planted one) throws SQLException {
        return count(database, "customer_key" + whose(program, one)) == 1;
    }

    private static String whose(String program, Planted one) {
        return " WHERE customer = '" + one.customer() + "' AND program = '" + program + "'";
    }

    private static void expectDoneOrNotBegun(Connection database, People people, String program, Planted one)
            throws SQLException {
        boolean isBegun = !hasKey(database, program, one);
        assertThat(count(database, "customer_erasure" + whose(program, one) + " AND keys_deleted_millis IS NOT NULL"))
                .as("tombstones of %s", one.customer())
                .isEqualTo(isBegun ? 1 : 0);
        if (!isBegun) {
            assertThat(people.givenName(one.customer())).isEqualTo(one.givenName());
        }
    }

    /** The keys are deleted, and what takes their bytes off the disk waits for a reader of the table. */
    @Test
    void anErasureThatIsKilledBeforeTheBytesOfTheKeysAreGoneIsEndedByItself() throws Exception {
        List<Planted> planted = planted("purged", List.of("anna"));
        try (Gate gate = new Gate(running().database());
                People people = new People(running(), "purged")) {
            gate.lock("LOCK TABLE loyalty.customer_key IN ACCESS SHARE MODE");
            CompletableFuture<?> call = CompletableFuture.supplyAsync(() -> people.erase("anna"));
            gate.awaitLocked();
            running().kill();
            assertThatThrownBy(call::join).hasCauseInstanceOf(StatusRuntimeException.class);
            gate.lose();
        }
        assertThat(filesWith(planted.getFirst().key())).isNotEmpty();

        restart();

        try (Connection database = running().database()) {
            await(() -> count(database, "customer_erasure WHERE purge_due") == 0);
        }
        expectNothingLeft("purged", planted);
    }

    private void expectNothingLeft(String program, List<Planted> planted) throws Exception {
        try (Connection database = running().database()) {
            assertThat(count(database, "customer_key WHERE program = '" + program + "'"))
                    .isZero();
            assertThat(count(
                            database, "customer_erasure WHERE program = '" + program + "' AND keys_deleted_millis > 0"))
                    .isEqualTo(planted.size());
            assertThat(count(database, "customer_erasure WHERE purge_due")).isZero();
        }
        for (Planted one : planted) {
            assertThat(filesWith(one.key())).as("key of %s", one.customer()).isEmpty();
            assertThat(filesWith(one.givenName().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    /**
     * 32 callers send points and merge customers; what is under way when the process dies is ended by the next one without a caller. The
     * first round is killed while one transfer is certainly between its two customers, the others at any moment.
     */
    @Test
    void pointsAreConservedAndEveryTransferAndMergeEnds() throws Exception {
        long underWay = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String program = "sagas-" + round;
            long given = prepareSagas(program);
            killUnderLoad(program, round == 0);
            Map<String, List<CustomerEvent>> events = events(program);
            Sagas killed = Sagas.of(events);
            underWay += killed.underWay();
            System.out.println(program + ": " + killed.begun() + " begun, " + killed.underWay() + " under way, "
                    + killed.halfDone() + " of them taken by the other customer already");
            assertThat(killed.findings()).hasSize((int) killed.underWay());
            restart();

            await(() -> Sagas.of(events(program)).underWay() == 0);
            assertThat(Sagas.of(events(program)).findings()).isEmpty();
            expectConserved(program, given);
            // What nobody received is found.
            Map<String, List<CustomerEvent>> lossy = events(program);
            assertThat(lossy.values().stream().anyMatch(own -> own.removeIf(CustomerEvent::hasPointsReceived)))
                    .isTrue();
            assertThat(Sagas.of(lossy).findings()).isNotEmpty();
        }
        assertThat(underWay).as("a load that was never hit proves nothing").isPositive();
    }

    private Map<String, List<CustomerEvent>> events(String program) throws SQLException, IOException {
        try (Connection database = running().database()) {
            return JournalRows.events(database, program);
        }
    }

    private long prepareSagas(String program) {
        try (Caller caller = new Caller(running(), program);
                People people = new People(running(), program);
                ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            caller.createProgram();
            for (int i = 0; i < SENDERS; i++) {
                String customer = "c" + i;
                threads.execute(() -> people.give(customer, GIFT));
            }
            for (int i = 0; i < SOURCES; i++) {
                String customer = "s" + i;
                threads.execute(() -> people.give(customer, 10));
            }
            threads.execute(() -> people.give(RECIPIENT, 10));
        }
        return SENDERS * GIFT + (SOURCES + 1) * 10L;
    }

    private void killUnderLoad(String program, boolean isBetween) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger();
        AtomicInteger sources = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (People people = new People(running(), program);
                ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                Random own = new Random(random.nextLong());
                threads.execute(() -> {
                    while (!stop.get()) {
                        int from = own.nextInt(SENDERS);
                        String to = "c" + (from + 1 + own.nextInt(SENDERS - 1)) % SENDERS;
                        int source = own.nextInt(4) == 0 ? sources.getAndIncrement() : SOURCES;
                        boolean isDone = source < SOURCES
                                ? people.merge("s" + source, to)
                                : people.transfer("c" + from, to, "t" + numbers.incrementAndGet(), 1 + own.nextInt(5));
                        done.addAndGet(isDone ? 1 : 0);
                    }
                });
            }
            while (done.get() < 100) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(200));
            if (isBetween) {
                killBetween(program, people);
            } else {
                running().kill();
            }
            stop.set(true);
        }
    }

    /** Kills the process while one customer has sent points that the other one's journal does not have yet, nor ever gets from this process. */
    private void killBetween(String program, People people) throws Exception {
        try (Gate gate = new Gate(running().database())) {
            gate.before("INSERT", "event_journal", "NEW.persistence_id = 'customer|" + program + "|" + RECIPIENT + "'");
            CompletableFuture<Boolean> transfer =
                    CompletableFuture.supplyAsync(() -> people.transfer("c0", RECIPIENT, "between", 1));
            gate.awaitHeld(1);
            running().kill();
            assertThat(transfer.join()).as("an answer before its second row").isFalse();
            gate.lose();
        }
    }

    private void expectConserved(String program, long given) throws Exception {
        try (People people = new People(running(), program);
                Caller caller = new Caller(running(), program)) {
            long sum = 0;
            for (String customer : events(program).keySet()) {
                sum += people.customer(customer).getBalance().getTotal();
            }
            assertThat(sum).isEqualTo(given);
            await(() -> caller.sums().outstanding() == given);
        }
        try (Connection database = running().database()) {
            await(() -> count(database, "saga_under_way WHERE program = '" + program + "'") == 0);
        }
    }

    /** Something that is to be true soon. */
    @FunctionalInterface
    private interface Condition {
        boolean isTrue() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        for (int i = 0; i < 300 && !condition.isTrue(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.isTrue()).isTrue();
    }
}
