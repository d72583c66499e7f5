package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.journal.v1.ExportRow;
import dev.giveback.standalone.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real standalone in the middle of what admins have it do. The number of kills of each kind is the system property
 * {@code giveback.crash.rounds}, at other places in each round; every test leaves a standalone running for the next.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdminCrashTest {
    private static final int ROUNDS = Integer.getInteger("giveback.crash.rounds", 1);
    private static final int CALLS = 1_500;
    /** Small blocks, so that a small journal has many. */
    private static final List<String> SETTINGS = List.of("-Dgiveback.loyalty.admin.export-block-rows=100");

    private Path folder = Path.of("");
    private @Nullable StandaloneProcess standalone;
    private @Nullable StandaloneProcess target;
    private Map<String, Checker.Standing> accounts = new TreeMap<>();

    /** A journal of {@value #CALLS} events and some, and what its independent sums are. */
    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        standalone = start("source");
        try (Caller caller = new Caller(running(), "moves")) {
            caller.createProgram();
            Load load = new Load("moves", 1);
            Map<Call, Answer> answers = load.during(caller, () -> load.awaitAcknowledged(CALLS));
            load.settle(caller, answers, Answer.Given.class);
            load.settle(caller, answers, Answer.Unknown.class);
            accounts = load.accounts(caller);
            assertThat(load.verdict(caller).findings()).isEmpty();
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (target != null) {
            target.stop();
        }
        running().stop();
    }

    private StandaloneProcess start(String name) throws Exception {
        return StandaloneProcess.start(
                Files.createDirectories(folder.resolve(name)).resolve("data"), SETTINGS);
    }

    private StandaloneProcess running() {
        return Objects.requireNonNull(standalone);
    }

    private Commands.Ran run(String arguments) {
        return Commands.run(running().grpcPort(), running().keyFile(), arguments);
    }

    /** Runs a command while something is done to Giveback. */
    private static CompletableFuture<Commands.Ran> beginning(int port, Path keyFile, String arguments) {
        return CompletableFuture.supplyAsync(() -> Commands.run(port, keyFile, arguments));
    }

    private static Commands.Ran ended(CompletableFuture<Commands.Ran> command) throws Exception {
        return command.get(60, TimeUnit.SECONDS);
    }

    private static void expectDone(Commands.Ran ran, String said) {
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(said);
    }

    private static void expectCutOff(Commands.Ran ran) {
        assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("does not answer");
    }

    @Test
    void anExportGoesOnAfterTheKillAndIsTheSameAsAnUnbrokenOne() throws Exception {
        Path whole = folder.resolve("whole.gbx");
        expectDone(run("journal export " + whole + " --program moves"), "events of customers and programs are in");
        for (int round = 0; round < ROUNDS; round++) {
            Path file = folder.resolve("broken-" + round + ".gbx");
            Path part = folder.resolve("broken-" + round + ".gbx.part");
            String command = "journal export " + file + " --program moves";
            long bytes = Files.size(whole) * (round + 1) / (ROUNDS + 1);
            try (HeldWire wire = new HeldWire(running().grpcPort(), Long.MAX_VALUE, bytes)) {
                CompletableFuture<Commands.Ran> export =
                        beginning(wire.port(), running().keyFile(), command);
                wire.awaitHeld();
                running().kill();
                expectCutOff(ended(export));
            }
            assertThat(file).doesNotExist();
            assertThat(Files.size(part)).isPositive().isLessThan(Files.size(whole));
            // What a crash of the machine may leave: a byte that is not what was written.
            flipByte(part, Files.size(part) - 10);
            standalone = start("source");

            Commands.Ran unsaid = run(command);
            assertThat(unsaid.exitCode()).isEqualTo(2);
            assertThat(unsaid.err()).contains("--resume");
            expectDone(run(command + " --resume"), "events of customers and programs are in");
            assertThat(JournalRows.of(file).equals(JournalRows.of(whole))).isTrue();
        }
    }

    @Test
    void anImportGoesOnAfterTheKillAndGivesTheSameBytesStatesAndExport() throws Exception {
        Path file = folder.resolve("moves.gbx");
        expectDone(run("journal export " + file + " --program moves"), "events of customers and programs are in");
        String command = "journal import " + file + " --reason moving";
        target = start("target");
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long some = (Files.size(file) - before) / (ROUNDS - round + 1);
            try (HeldWire wire = new HeldWire(target().grpcPort(), some, Long.MAX_VALUE)) {
                CompletableFuture<Commands.Ran> half = beginning(wire.port(), target().keyFile(), command);
                wire.awaitHeld();
                awaitStandstill(target());
                target().kill();
                expectCutOff(ended(half));
            }
            target = start("target");
            before = importedBytes(target());
            assertThat(before).isPositive().isLessThan(Files.size(file));
        }
        expectThatNobodyWorksWithAHalf(target());
        expectThatADamagedRestIsRefused(target(), file);
        try (Connection database = target().database()) {
            String row = flipStoredByte(database);
            Commands.Ran rest = Commands.run(target().grpcPort(), target().keyFile(), command);
            expectDone(rest, "events of customers and programs are imported");
            assertThat(rest.out()).contains("It went on after ");
            expectThatTheFlippedByteIsFound(target(), row);
            restoreStoredByte(database, row);
        }
        expectTheSame(target(), file);
    }

    private StandaloneProcess target() {
        return Objects.requireNonNull(target);
    }

    /** Waits until some of it is in the journal, and no more comes. */
    private static void awaitStandstill(StandaloneProcess target) throws Exception {
        try (Connection database = target.database()) {
            int before = 0;
            for (int now = rows(database); now == 0 || now != before; now = rows(database)) {
                before = now;
                Thread.sleep(1_000);
            }
        }
    }

    private static int rows(Connection database) throws SQLException {
        return JournalRows.of(database, "moves").size();
    }

    private static long importedBytes(StandaloneProcess target) throws Exception {
        try (Connection database = target.database()) {
            return number(
                    database, "SELECT coalesce(max(byte_offset), 0) FROM loyalty.journal_import WHERE NOT completed");
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void expectThatNobodyWorksWithAHalf(StandaloneProcess target) throws Exception {
        try (Connection database = target.database();
                Connection source = running().database();
                Caller caller = new Caller(target, "moves")) {
            assertThat(JournalRows.of(database, "moves"))
                    .isNotEmpty()
                    .hasSizeLessThan(JournalRows.of(source, "moves").size());
            assertThat(caller.send(new Call("c0", "early", Call.Kind.ADJUST, 7)))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.toString()).contains("moves"));
        }
    }

    private void expectThatADamagedRestIsRefused(StandaloneProcess target, Path file) throws Exception {
        Path damaged = Files.copy(file, folder.resolve("damaged.gbx"));
        flipByte(damaged, Files.size(damaged) - 2_000);
        Commands.Ran ran =
                Commands.run(target.grpcPort(), target.keyFile(), "journal import " + damaged + " --reason moving");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("block").contains("byte");
    }

    private static void flipByte(Path file, long place) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) place] ^= 1;
        Files.write(file, bytes);
    }

    /** Changes one byte of the hash of the first event of a customer, within the half that is imported; says whose. */
    private static String flipStoredByte(Connection database) throws SQLException {
        String row = JournalRows.of(database, "moves").keySet().iterator().next();
        update(database, row, "set_byte(event_payload, 10, get_byte(event_payload, 10) # 1)");
        return row;
    }

    private static void restoreStoredByte(Connection database, String row) throws SQLException {
        update(database, row, "set_byte(event_payload, 10, get_byte(event_payload, 10) # 1)");
    }

    private static void update(Connection database, String row, String payload) throws SQLException {
        String[] idAndNumber = row.split(" ", 2);
        try (Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE loyalty.event_journal SET event_payload = " + payload
                            + " WHERE persistence_id = '" + idAndNumber[0] + "' AND sequence_number = "
                            + idAndNumber[1]))
                    .isEqualTo(1);
        }
    }

    private void expectThatTheFlippedByteIsFound(StandaloneProcess target, String row) throws Exception {
        try (Connection database = target.database();
                Connection source = running().database()) {
            Map<String, String> there = JournalRows.of(database, "moves");
            Map<String, String> here = JournalRows.of(source, "moves");
            assertThat(there.keySet()).isEqualTo(here.keySet());
            there.entrySet().removeAll(here.entrySet());
            assertThat(there.keySet()).containsExactly(row);
        }
        Commands.Ran verify = Commands.run(target.grpcPort(), target.keyFile(), "journal verify --program moves");
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out()).contains("chain_hash").contains(row.split("[| ]", 4)[2]);
    }

    private void expectTheSame(StandaloneProcess target, Path file) throws Exception {
        try (Connection database = target.database();
                Connection source = running().database();
                Caller caller = new Caller(target, "moves")) {
            assertThat(JournalRows.of(database, "moves")).isEqualTo(JournalRows.of(source, "moves"));
            Map<String, Checker.Standing> there = new TreeMap<>();
            accounts.keySet().forEach(customer -> there.put(customer, caller.standing(customer)));
            assertThat(there).isEqualTo(accounts);
        }
        Path again = folder.resolve("again.gbx");
        expectDone(
                Commands.run(target.grpcPort(), target.keyFile(), "journal export " + again + " --program moves"),
                "events of customers and programs are in");
        // An import writes programs at its end, so that nobody works with a half.
        assertThat(ofCustomers(again).equals(ofCustomers(file))).isTrue();
        assertThat(JournalRows.of(again)).hasSameSizeAs(JournalRows.of(file));
        expectDone(
                Commands.run(target.grpcPort(), target.keyFile(), "journal verify --program moves"),
                "Nothing is wrong.");
    }

    /** Without the places that rows have in the database that they were read from. */
    private static List<ExportRow> ofCustomers(Path file) throws Exception {
        return JournalRows.of(file).stream()
                .filter(row -> row.getPersistenceId().startsWith("customer|"))
                .map(row -> row.toBuilder().clearTransactionId().clearOrdering().build())
                .toList();
    }

    @Test
    void aRebuildThatIsKilledLeavesTheReadModelRightAndTheNextOneFindsNoDifference() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                killedWhileItPutsRight();
                expectRightSums();
                Commands.Ran stillThere = run("journal rebuild --dry-run");
                assertThat(stillThere.exitCode()).isEqualTo(1);
                assertThat(stillThere.out()).contains("order_count was");
                expectDone(run("journal rebuild --reason drill"), "What differed was put right.");
            } else {
                killedWhileItWaitsForTheProjection();
            }
            expectRightSums();
            expectDone(run("journal rebuild --dry-run"), "There is no difference.");
        }
    }

    private void killedWhileItWaitsForTheProjection() throws Exception {
        try (Gate gate = new Gate(running().database())) {
            gate.lock("SELECT FROM loyalty.directory_marker FOR UPDATE");
            killWhileRebuilding(gate);
        }
        standalone = start("source");
    }

    /** Two rows are wrong by as much as cancels out, so that only a rebuild finds it; one of them is held. */
    private void killedWhileItPutsRight() throws Exception {
        try (Connection database = running().database();
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE loyalty.customer_directory SET order_count = order_count"
                    + " + CASE customer WHEN 'c1' THEN 1 ELSE -1 END"
                    + " WHERE program = 'moves' AND customer IN ('c1', 'c2')");
        }
        try (Gate gate = new Gate(running().database())) {
            gate.lock("SELECT FROM loyalty.customer_directory WHERE program = 'moves' AND customer = 'c2' FOR UPDATE");
            killWhileRebuilding(gate);
        }
        standalone = start("source");
    }

    private void killWhileRebuilding(Gate gate) throws Exception {
        CompletableFuture<Commands.Ran> rebuild =
                beginning(running().grpcPort(), running().keyFile(), "journal rebuild --reason drill");
        gate.awaitLocked();
        running().kill();
        expectCutOff(ended(rebuild));
    }

    private void expectRightSums() {
        try (Caller caller = new Caller(running(), "moves")) {
            Caller.Sums sums = caller.sums();
            assertThat(sums.outstanding())
                    .isEqualTo(accounts.values().stream()
                            .mapToLong(Checker.Standing::total)
                            .sum());
            assertThat(sums.orders())
                    .isEqualTo(accounts.values().stream()
                            .mapToLong(Checker.Standing::orders)
                            .sum());
            assertThat(sums.customers()).isEqualTo(accounts.size());
        }
    }
}
