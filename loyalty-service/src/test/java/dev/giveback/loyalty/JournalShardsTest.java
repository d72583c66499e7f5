package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.CheckDriftRequest;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.DropSnapshotsResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.TransferPointsResponse;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.loyalty.v1.VerificationSummary;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.tail.SoleWorker;
import dev.giveback.platform.v1.ListNodeProjectionsRequest;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.platform.v1.SetProjectionPausedRequest;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestServer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Customers' events in two databases, and the service's journal in a third. The oracle is SQL: which rows are where. */
@Timeout(300)
final class JournalShardsTest {
    private static final int CUSTOMERS = 40;
    private static final String SETTING = "giveback.loyalty.database.shards";
    private static final String ROWS = """
            SELECT persistence_id || '#' || sequence_number, encode(event_payload, 'hex') FROM loyalty.event_journal
            WHERE persistence_id LIKE 'customer|%' ORDER BY 1
            """;

    private final TestDatabase home = TestDatabase.create();
    private final TestDatabase one = TestDatabase.create();
    private final TestDatabase two = TestDatabase.create();

    @AfterEach
    void drop() {
        home.close();
        one.close();
        two.close();
    }

    private RunningLoyalty start(TestDatabase... shards) throws Exception {
        return RunningLoyalty.start(home, settings(shards));
    }

    private static Map<String, Object> settings(TestDatabase... shards) {
        List<String> urls = new ArrayList<>();
        for (TestDatabase shard : shards) {
            urls.add(shard.jdbcUrl());
        }
        return Map.of(
                SETTING,
                String.join(" ", urls),
                "giveback.loyalty.directory.saga-interval",
                "100ms",
                "giveback.loyalty.directory.saga-grace",
                "1500ms");
    }

    private static String name(int customer) {
        return "programs/shop/customers/c" + customer;
    }

    private static void sell(RunningLoyalty loyalty, String order) {
        for (int i = 0; i < CUSTOMERS; i++) {
            var unused = buy(loyalty, name(i), order + "-" + i);
        }
    }

    private static CompleteCheckoutResponse buy(RunningLoyalty loyalty, String customer, String order) {
        return loyalty.checkouts().completeCheckout(checkout(customer, order, line("TEA", 1, 1_000)));
    }

    private static Customer read(RunningLoyalty loyalty, String name) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build())
                .getCustomer();
    }

    private static List<StatementEntry> statement(RunningLoyalty loyalty, String name) {
        return loyalty.points()
                .listStatementEntries(
                        ListStatementEntriesRequest.newBuilder().setParent(name).build())
                .getEntriesList();
    }

    private static GetProgramTotalsResponse totals(RunningLoyalty loyalty) {
        return RunningLoyalty.patiently(() -> loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build()));
    }

    private static Map<String, String> rows(TestDatabase database) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2));
            }
        }
        return rows;
    }

    /** Each event is in one shard, and the same bytes are in the journal of the service. */
    private Map<String, String> expectMerged() throws Exception {
        Map<String, String> all = new TreeMap<>(rows(one));
        Map<String, String> others = rows(two);
        assertThat(all.keySet()).doesNotContainAnyElementsOf(others.keySet());
        all.putAll(others);
        until(() -> rows(home).size() >= all.size());
        assertThat(rows(home)).isEqualTo(all);
        return all;
    }

    private static List<String> customersOf(TestDatabase shard) throws SQLException {
        return rows(shard).keySet().stream()
                .map(row -> row.substring(0, row.indexOf('#')))
                .distinct()
                .toList();
    }

    private static long snapshots(TestDatabase shard) throws SQLException {
        try (Connection connection = shard.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM loyalty.snapshot")) {
            row.next();
            return row.getLong(1);
        }
    }

    private record Verdict(List<VerificationFinding> findings, VerificationSummary summary) {}

    private static Verdict verified(RunningLoyalty loyalty) {
        Iterator<VerifyJournalResponse> answers = loyalty.journal()
                .verifyJournal(VerifyJournalRequest.newBuilder().build());
        List<VerificationFinding> findings = new ArrayList<>();
        VerificationSummary summary = VerificationSummary.getDefaultInstance();
        while (answers.hasNext()) {
            VerifyJournalResponse answer = answers.next();
            if (answer.hasFinding()) {
                findings.add(answer.getFinding());
            }
            summary = answer.hasSummary() ? answer.getSummary() : summary;
        }
        return new Verdict(findings, summary);
    }

    private static List<VerificationFinding> drifted(RunningLoyalty loyalty) {
        Iterator<CheckDriftResponse> answers = loyalty.journal()
                .checkDrift(CheckDriftRequest.newBuilder().setCustomers(1_000).build());
        List<VerificationFinding> findings = new ArrayList<>();
        answers.forEachRemaining(answer -> {
            if (answer.hasFinding()) {
                findings.add(answer.getFinding());
            }
        });
        return findings;
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the patience for it").isLessThan(end);
            Thread.sleep(50);
        }
    }

    @Test
    void whatACheckoutStoresIsInOneShardAndSoonInTheJournalThatAllFollow() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            for (int round = 0; round < 3; round++) {
                sell(loyalty, "r" + round);
            }
            for (int i = 0; i < CUSTOMERS; i++) {
                // At once: a statement is read where it was stored.
                assertThat(statement(loyalty, name(i))).hasSize(3);
            }
            // A snapshot, so that there is one in a shard and none beside the journal.
            for (int i = 0; i < 105; i++) {
                var unusedToo = loyalty.points().adjustPoints(adjust(name(0), "a" + i, 1));
            }
            until(() -> snapshots(one) + snapshots(two) == 1);
            assertThat(expectMerged()).hasSize(3 * CUSTOMERS + 105);
            assertThat(customersOf(one)).hasSizeBetween(CUSTOMERS / 4, 3 * CUSTOMERS / 4);
            assertThat(customersOf(two)).hasSizeBetween(CUSTOMERS / 4, 3 * CUSTOMERS / 4);
            until(() -> totals(loyalty).getEventCount() == 3 * CUSTOMERS + 105);
            assertThat(totals(loyalty).getOutstanding()).isEqualTo(30L * CUSTOMERS + 105);
            Verdict verdict = verified(loyalty);
            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict.summary().getCustomers()).isEqualTo(CUSTOMERS);
            assertThat(verdict.summary().getSnapshots()).isEqualTo(1);
            assertThat(drifted(loyalty)).isEmpty();
        }
        try (RunningLoyalty loyalty = start(one, two)) {
            CompleteCheckoutResponse repeated = buy(loyalty, name(1), "r1-1");
            assertThat(repeated.getOutcome().getOrder().getPointsEarned()).isEqualTo(10);
            assertThat(read(loyalty, name(1)).getRevision()).isEqualTo(3);
            assertThat(read(loyalty, name(0)).getBalance().getTotal()).isEqualTo(135);
            Iterator<DropSnapshotsResponse> dropping = loyalty.journal()
                    .dropSnapshots(DropSnapshotsRequest.newBuilder()
                            .setContext(AdminContext.newBuilder().setReason("a test"))
                            .build());
            List<DropSnapshotsResponse> dropped = new ArrayList<>();
            dropping.forEachRemaining(dropped::add);
            assertThat(dropped.getLast().getDropped().getSnapshotCount()).isEqualTo(1);
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    @Test
    void aTransferAndAMergeFromOneShardToTheOtherKeepEveryPoint() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            String here = customersOf(one).getFirst().replace("customer|shop|", "programs/shop/customers/");
            String there = customersOf(two).getFirst().replace("customer|shop|", "programs/shop/customers/");
            String other = customersOf(two).getLast().replace("customer|shop|", "programs/shop/customers/");
            var sent = loyalty.points().transferPoints(transfer(here, "t", there, 4));
            assertThat(sent.getBalance().getTotal()).isEqualTo(6);
            assertThat(read(loyalty, there).getBalance().getTotal()).isEqualTo(14);
            var merged = loyalty.customers()
                    .mergeCustomers(MergeCustomersRequest.newBuilder()
                            .setSource(other)
                            .setTarget(here)
                            .setRequestId("m")
                            .build());
            assertThat(read(loyalty, here).getBalance().getTotal()).isEqualTo(16);
            until(() -> totals(loyalty).getEventCount()
                    == rows(one).size() + rows(two).size());
            assertThat(totals(loyalty).getOutstanding()).isEqualTo(10L * CUSTOMERS);
            assertThat(verified(loyalty).findings()).isEmpty();
            assertThat(merged.isInitialized()).isTrue();
        }
    }

    /** What one customer caused at another comes after its cause in the journal that all follow, or reports of the whole make no sense. */
    @Test
    void aTransferWaitsUntilItsCauseIsMerged() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            expectMerged();
            String sender = names(customersOf(one)).getFirst();
            List<String> there = names(customersOf(two));
            pause(loyalty, 1, true);
            ListenableFuture<TransferPointsResponse> transfer = PointsServiceGrpc.newFutureStub(loyalty.channel())
                    .withDeadlineAfter(60, TimeUnit.SECONDS)
                    .transferPoints(transfer(sender, "t", there.getFirst(), 4));
            until(() -> rows(one).size() > customersOf(one).size());
            // The other shard goes on, and the recipient has nothing yet.
            var unusedToo = buy(loyalty, there.getLast(), "other");
            until(() -> merging(loyalty, 2).getLagEvents() == 0);
            assertThat(read(loyalty, there.getFirst()).getBalance().getTotal()).isEqualTo(10);
            pause(loyalty, 1, false);
            // It may have been given up meanwhile, and is taken up by the same request.
            var unusedOutcome = Futures.successfulAsList(transfer).get();
            var arrived = again(() -> loyalty.points().transferPoints(transfer(sender, "t", there.getFirst(), 4)));
            assertThat(arrived.getBalance().getTotal()).isEqualTo(6);
            expectMerged();
            assertThat(orderOf(
                            sender.replace("programs/shop/customers/", "customer|shop|") + "#2",
                            there.getFirst().replace("programs/shop/customers/", "customer|shop|") + "#2",
                            sender.replace("programs/shop/customers/", "customer|shop|") + "#3"))
                    .isSorted();
        }
    }

    /** The places of these rows in the journal of the service. */
    private List<Long> orderOf(String... rows) throws SQLException {
        List<Long> order = new ArrayList<>();
        try (Connection connection = home.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT place FROM (SELECT persistence_id || '#' || sequence_number AS name,
                            row_number() OVER (ORDER BY transaction_id, ordering) AS place FROM loyalty.event_journal) AS all_rows
                        WHERE name = ?""")) {
            for (String row : rows) {
                statement.setString(1, row);
                try (ResultSet found = statement.executeQuery()) {
                    assertThat(found.next()).as(row).isTrue();
                    order.add(found.getLong(1));
                }
            }
        }
        return order;
    }

    @Test
    void aJournalThatHasCustomersIsCopiedWhenShardsAreNamed() throws Exception {
        Map<String, String> before;
        try (RunningLoyalty loyalty = start()) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            for (int i = 0; i < 105; i++) {
                var unusedToo = loyalty.points().adjustPoints(adjust(name(0), "a" + i, 1));
            }
            before = rows(home);
        }
        try (RunningLoyalty loyalty = start(one, two)) {
            assertThat(expectMerged()).isEqualTo(before);
            assertThat(read(loyalty, name(0)).getBalance().getTotal()).isEqualTo(115);
            sell(loyalty, "second");
            assertThat(expectMerged()).hasSize(before.size() + CUSTOMERS);
            until(() -> totals(loyalty).getEventCount() == before.size() + CUSTOMERS);
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    @Test
    void aStartWithOtherDatabasesThanThoseThatHaveTheEventsIsRefused() throws Exception {
        start(one, two).close();

        assertThatThrownBy(this::start)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(SETTING + ": empty (expected: the 2 databases");
        assertThatThrownBy(() -> start(one))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(SETTING + ": 1 databases (expected: the 2");
        assertThatThrownBy(() -> start(two, one))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("the database at place 1 is shard 2 of 2");
        try (TestDatabase empty = TestDatabase.create();
                TestDatabase another = TestDatabase.create()) {
            assertThatThrownBy(() -> start(one, empty))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("the database at place 2 is no shard of this journal");
            assertThatThrownBy(() -> RunningLoyalty.start(another, settings(one, two)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("place 1 has events already, or belongs to another journal");
        }
        assertThatThrownBy(() -> start(one, one))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("the same database twice");
        assertThatThrownBy(() -> start(one, home))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("the same database twice");
        start(one, two).close();
    }

    @Test
    void aNodeThatDoesNotKnowTheShardsStoresNothingAnyMore() throws Exception {
        try (RunningLoyalty old = start()) {
            var unused = old.programs().createProgram(Requests.program("shop"));
            sell(old, "first");
            try (RunningLoyalty loyalty = start(one, two)) {
                assertThatThrownBy(() -> buy(old, name(1), "late")).isInstanceOf(StatusRuntimeException.class);
                assertThat(buy(loyalty, name(1), "late").getOutcome().getOrder().getPointsEarned())
                        .isEqualTo(10);
                expectMerged();
            }
        }
    }

    /** As after the journal was divided into parts, which leaves its triggers behind. */
    @Test
    void aFenceThatIsGoneIsMadeAnewByAStart() throws Exception {
        start(one, two).close();
        home.execute("DROP TRIGGER event_of_no_shard ON loyalty.event_journal");
        start(one, two).close();
        assertThatThrownBy(() -> home.execute("INSERT INTO loyalty.event_journal (sequence_number, write_timestamp,"
                        + " event_ser_id, writer, persistence_id, adapter_manifest, event_ser_manifest, event_payload)"
                        + " VALUES (1, 0, 0, gen_random_uuid(), 'customer|shop|late', '', '', '')"))
                .hasRootCauseMessage("""
                        ERROR: events of customers are stored in journal shards first, and one of customer|shop|late comes from none
                          Hint: Every node needs the same giveback.loyalty.database.shards.
                          Where: PL/pgSQL function loyalty.expect_journal_shard() line 4 at RAISE""");
    }

    @Test
    void mergingIsListedAndPausedAndResumed() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            pause(loyalty, 1, true);
            assertThat(merging(loyalty, 1).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
            sell(loyalty, "first");
            until(() -> rows(home).size() == rows(two).size());
            assertThat(merging(loyalty, 1).getLagEvents()).isEqualTo(rows(one).size());
            // What reads the journal as a whole says that it is not whole.
            assertThatThrownBy(() -> verified(loyalty)).isInstanceOf(StatusRuntimeException.class);
            pause(loyalty, 1, false);
            expectMerged();
            assertThat(merging(loyalty, 1).getLagEvents()).isZero();
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    private static Projection merging(RunningLoyalty loyalty, int shard) {
        return NodeServiceGrpc.newBlockingStub(loyalty.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .listNodeProjections(ListNodeProjectionsRequest.getDefaultInstance())
                .getProjectionsList()
                .stream()
                .filter(projection -> projection.getName().equals("journal-shard-" + shard))
                .findFirst()
                .orElseThrow();
    }

    private static void pause(RunningLoyalty loyalty, int shard, boolean isPaused) {
        var unused = NodeServiceGrpc.newBlockingStub(loyalty.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .setProjectionPaused(SetProjectionPausedRequest.newBuilder()
                        .setProjection("journal-shard-" + shard)
                        .setPaused(isPaused)
                        .build());
    }

    /** A shard that was set back to a backup and went on has another event under a number that is merged. */
    @Test
    void anEventWithAnotherContentThanTheMergedOneStopsTheMergingUntilItIsMended() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            expectMerged();
            pause(loyalty, 1, true);
            sell(loyalty, "second");
            until(() -> rows(home).size() == CUSTOMERS + rows(two).size() / 2);
            home.execute(
                    "INSERT INTO loyalty.event_journal SELECT pg_current_xact_id(), ordering + 1000000, 2, write_timestamp,"
                            + " event_ser_id, meta_ser_id, writer, deleted, persistence_id, adapter_manifest, event_ser_manifest,"
                            + " '\\x00'::bytea, meta_ser_manifest, meta_payload FROM loyalty.event_journal WHERE persistence_id = '"
                            + customersOf(one).getFirst() + "'");
            String told = refusalOfMerging(() -> pause(loyalty, 1, false));
            assertThat(told)
                    .contains("event 2 of " + customersOf(one).getFirst())
                    .contains("is in the journal with another content");
            assertThat(merging(loyalty, 1).getLagEvents()).isEqualTo(rows(one).size() / 2);
            // The other shard is merged meanwhile.
            String there = customersOf(two).getFirst().replace("customer|shop|", "programs/shop/customers/");
            var unusedToo = buy(loyalty, there, "third");
            until(() -> merging(loyalty, 2).getLagEvents() == 0);

            home.execute("DELETE FROM loyalty.event_journal WHERE event_payload = '\\x00'::bytea");
            expectMerged();
        }
    }

    @Test
    void anEventWithoutItsPredecessorStopsTheMerging() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            expectMerged();
            String lost = customersOf(one).getFirst();
            pause(loyalty, 1, true);
            sell(loyalty, "second");
            home.execute("CREATE TABLE lost AS SELECT * FROM loyalty.event_journal WHERE persistence_id = '" + lost
                    + "'; DELETE FROM loyalty.event_journal WHERE persistence_id = '" + lost + "'");
            String told = refusalOfMerging(() -> pause(loyalty, 1, false));
            assertThat(told).contains("event 1 of " + lost + " is not merged");
            assertThat(merging(loyalty, 1).getLagEvents()).isEqualTo(rows(one).size() / 2);

            home.execute("INSERT INTO loyalty.event_journal OVERRIDING SYSTEM VALUE SELECT * FROM lost");
            expectMerged();
        }
    }

    /** What a shard stores after it was set back may lie before the place that was merged, and would be passed over. */
    @Test
    void aShardThatHasNoEventAtThePlaceThatWasMergedIsNotTakenForWhole() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            expectMerged();
            String told = refusalOfMerging(() -> home.execute(
                    "UPDATE loyalty.journal_shard SET transaction_id = transaction_id + 1000000 WHERE number = 1"));
            assertThat(told).contains("journal shard 1: it has no event at ").contains("was set back");
            assertThat(merging(loyalty, 1).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_BEHIND);
            assertThat(merging(loyalty, 2).getState()).isEqualTo(ProjectionState.PROJECTION_STATE_RUNNING);
            assertThatThrownBy(() -> verified(loyalty)).isInstanceOf(StatusRuntimeException.class);
            sell(loyalty, "second");
            until(() -> rows(home).size() == CUSTOMERS + rows(two).size() / 2);
            home.execute("UPDATE loyalty.journal_shard SET transaction_id = transaction_id - 1000000 WHERE number = 1");
            expectMerged();
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    /** What the merging of the first shard says when it stops because of what somebody does. */
    private static String refusalOfMerging(Runnable what) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(SoleWorker.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        try {
            what.run();
            until(() -> told.list.stream()
                    .anyMatch(event -> event.getFormattedMessage().contains("journal shard 1")));
            return told.list.getLast().getFormattedMessage();
        } finally {
            logger.detachAppender(told);
        }
    }

    /** The backup ends in the middle of a customer's events, some of which were copied there and some recorded there. */
    @Test
    void aShardThatWasSetBackIsCompletedFromTheJournal() throws Exception {
        try (RunningLoyalty loyalty = start()) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
        }
        Map<String, String> all;
        try (RunningLoyalty loyalty = start(one, two)) {
            sell(loyalty, "second");
            sell(loyalty, "third");
            all = expectMerged();
        }
        one.execute("DELETE FROM loyalty.event_journal WHERE sequence_number = 3");
        assertThat(rows(one)).hasSizeLessThan(all.size());

        home.execute("UPDATE loyalty.journal_shard SET is_filled = false WHERE number = 1");
        try (RunningLoyalty loyalty = start(one, two)) {
            assertThat(expectMerged()).isEqualTo(all);
            // Each is read from its events, whoever wrote them.
            sell(loyalty, "fourth");
            for (int i = 0; i < CUSTOMERS; i++) {
                assertThat(read(loyalty, name(i)).getBalance().getTotal()).isEqualTo(40);
            }
            expectMerged();
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    @Test
    void aShardThatIsGoneStopsItsOwnCustomersAlone(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder);
                TestDatabase gone = server.createDatabase();
                RunningLoyalty loyalty = start(one, gone)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            List<String> here = names(customersOf(one));
            List<String> there = names(customersOf(gone));
            server.kill();
            for (String customer : here) {
                var unusedToo = buy(loyalty, customer, "second-" + customer.hashCode());
            }
            // Nor do those who must be read back first wait for it.
            String newcomer = newcomerAt(one, loyalty);
            assertThat(read(loyalty, newcomer).getBalance().getTotal()).isEqualTo(10);
            assertThatThrownBy(() -> buy(loyalty, there.getFirst(), "lost"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refused -> assertThat(refused.getStatus().getCode())
                                    .isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED));
            server.restart();
            for (String customer : there) {
                var unusedToo = again(() -> buy(loyalty, customer, "second-" + customer.hashCode()));
                // The order that was not answered may have been recorded.
                assertThat(read(loyalty, customer).getBalance().getTotal())
                        .isIn(customer.equals(there.getFirst()) ? List.of(20L, 30L) : List.of(20L));
            }
            until(() -> rows(home).size() == rows(one).size() + rows(gone).size());
            until(() -> totals(loyalty).getEventCount() == rows(home).size());
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    /** A customer of that shard of whom nothing was known. */
    private static String newcomerAt(TestDatabase shard, RunningLoyalty loyalty) throws Exception {
        for (int i = 0; i < 100; i++) {
            String customer = "programs/shop/customers/new" + i;
            try {
                var unused = CheckoutServiceGrpc.newBlockingStub(loyalty.channel())
                        .withDeadlineAfter(5, TimeUnit.SECONDS)
                        .completeCheckout(checkout(customer, "new-" + i, line("TEA", 1, 1_000)));
                assertThat(rows(shard)).containsKey("customer|shop|new" + i + "#1");
                return customer;
            } catch (StatusRuntimeException other) {
                // One of the shard that is gone.
                assertThat(other.getStatus().getCode()).isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
            }
        }
        throw new AssertionError("no newcomer was served");
    }

    /** As a till does that was not told what became of its request. */
    private static <T> T again(Callable<T> call) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return call.call();
            } catch (StatusRuntimeException failed) {
                boolean isPassing = failed.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || failed.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
                if (!isPassing || System.nanoTime() > end) {
                    throw failed;
                }
            }
            Thread.sleep(100);
        }
    }

    private static List<String> names(List<String> persistenceIds) {
        return persistenceIds.stream()
                .map(id -> id.replace("customer|shop|", "programs/shop/customers/"))
                .collect(Collectors.toList());
    }

    @Test
    void aShardThatIsLostIsMadeAnewFromTheJournal() throws Exception {
        Map<String, String> before;
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            before = expectMerged();
            pause(loyalty, 1, true);
            sell(loyalty, "second");
            pause(loyalty, 2, true);
        }
        // What the first shard has and the journal has not is brought there in any case.
        Map<String, String> ofOne = rows(one);
        two.execute("DROP SCHEMA loyalty CASCADE");
        assertThatThrownBy(() -> start(one, two))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("the database at place 2 is no shard of this journal");

        home.execute("UPDATE loyalty.journal_shard SET is_filled = false, is_paused = false");
        try (RunningLoyalty loyalty = start(one, two)) {
            assertThat(rows(one)).isEqualTo(ofOne);
            Map<String, String> after = expectMerged();
            assertThat(after).containsAllEntriesOf(before).containsAllEntriesOf(ofOne);
            sell(loyalty, "third");
            expectMerged();
            until(() -> totals(loyalty).getEventCount() == rows(home).size());
            assertThat(verified(loyalty).findings()).isEmpty();
        }
    }

    @Test
    void anImportSaysWhereItIsPossible() throws Exception {
        try (RunningLoyalty loyalty = start(one, two)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));
            sell(loyalty, "first");
            expectMerged();
            List<ByteString> exported = ArchiveFiles.export(loyalty, "");
            assertThatThrownBy(() -> ArchiveFiles.importFile(loyalty.channel(), exported))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("customers are stored in journal shards here");
        }
    }
}
