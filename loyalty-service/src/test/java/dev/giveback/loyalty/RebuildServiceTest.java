package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.refund;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.v1.DirectoryRebuild;
import dev.giveback.loyalty.v1.DropSnapshotsRequest;
import dev.giveback.loyalty.v1.DropSnapshotsResponse;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryResponse;
import dev.giveback.loyalty.v1.RowDifference;
import dev.giveback.loyalty.v1.SnapshotsDropped;
import dev.giveback.platform.journal.ChainHash;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rebuilding the directory and dropping snapshots, as admins ask for it. */
@Timeout(300)
final class RebuildServiceTest {
    private static final AdminContext WHY =
            AdminContext.newBuilder().setOperator("eve").setReason("a drill").build();
    private static final String ADA = "programs/shop/customers/ada";

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that this call succeeds is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(Requests.program("shop"));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    @Test
    void anEditedRowIsNamedWithItsDifferencePutRightAndRecordedAsAnAct() throws Exception {
        adjustAda(3);
        awaitEvents(3);
        execute("UPDATE customer_directory SET total = total + 100, adjusted = adjusted + 100 WHERE customer = 'ada'");

        DirectoryRebuild compared = rebuild("", true);
        DirectoryRebuild switched = rebuild("", false);
        DirectoryRebuild after = rebuild("", true);

        assertThat(compared.getExamples(0).getRow()).isEqualTo(ADA);
        assertThat(compared.getExamples(0).getDifference()).isEqualTo(RowDifference.ROW_DIFFERENCE_DIFFERENT);
        assertThat(compared.getExamples(0).getColumnsList())
                .extracting(column -> column.getColumn() + " " + column.getLive() + " " + column.getRebuilt())
                .containsExactly("total 106 6", "adjusted 106 6");
        assertThat(compared.getPointsDifference()).isEqualTo(-100);
        assertThat(compared.getSwitched()).isFalse();
        assertThat(switched.getSwitched()).isTrue();
        assertThat(switched.getExamplesList()).isEqualTo(compared.getExamplesList());
        assertThat(after.getExamplesList()).isEmpty();
        AdminAct act = acts().get(1);
        assertThat(List.of(act.getVerb(), act.getOperator(), act.getReason(), act.getOutcome()))
                .containsExactly("RebuildDirectory", "eve", "a drill", "OK");
        assertThat(act.getDetailsMap())
                .containsEntry("customers_different", "1")
                .containsEntry("points_difference", "-100")
                .containsEntry("switched", "true");
    }

    @Test
    void oneCustomerAloneIsPutRight() throws Exception {
        adjustAda(3);
        awaitEvents(3);
        execute("UPDATE customer_directory SET order_count = 9 WHERE customer = 'ada'");

        assertThat(rebuild(ADA, false).getCustomers().getDifferentCount()).isEqualTo(1);
        assertThat(rebuild(ADA, true).getCustomers().getDifferentCount()).isZero();
        assertThat(acts().getFirst().getSubject()).isEqualTo(ADA);
        assertThat(Refusal.of(() -> rebuild("programs/shop/customers/nobody", false))
                        .reason())
                .isEqualTo("CUSTOMER_NOT_FOUND");
    }

    @Test
    void aChangeWithoutAReasonAndANameThatIsNoneAreRefused() {
        RebuildDirectoryRequest noReason = RebuildDirectoryRequest.getDefaultInstance();
        DropSnapshotsRequest noReasonEither = DropSnapshotsRequest.getDefaultInstance();
        List<Refusal> refusals = List.of(
                Refusal.of(() -> loyalty.journal().rebuildDirectory(noReason).next()),
                Refusal.of(() -> loyalty.journal().dropSnapshots(noReasonEither).next()),
                Refusal.of(() -> rebuild("programs/shop", true)),
                Refusal.of(() -> drop("shop")));

        assertThat(refusals).extracting(Refusal::code).containsOnly(Status.Code.INVALID_ARGUMENT);
        assertThat(refusals)
                .extracting(refusal -> refusal.fields().getFirst().replaceAll(":.*", ""))
                .containsExactly("context.reason", "context.reason", "customer", "subject");
    }

    /** Every table against the states that the domain folds from the journal, which knows nothing of the directory. */
    @Test
    void aRebuildAmongRandomCheckoutsEndsEqualToTheJournal() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong done = new AtomicLong();
        List<Thread> shoppers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            shoppers.add(Thread.ofPlatform().start(() -> shop(new Random(seed), seed, enough, done)));
        }
        for (int i = 0; i < 5; i++) {
            execute("UPDATE customer_directory SET spent = spent + 1 WHERE customer = 'c1-1'");
            DirectoryRebuild rebuilt = rebuild("", false);
            assertThat(rebuilt.getCustomers().getMissingCount()
                            + rebuilt.getCustomers().getExtraCount())
                    .isZero();
            assertThat(rebuilt.getCustomers().getDifferentCount()).isBetween(0L, 1L);
        }
        enough.set(true);
        for (Thread shopper : shoppers) {
            shopper.join();
        }
        awaitEvents(done.get());

        assertThat(tables()).isEqualTo(folded());
        assertThat(rebuild("", true).getExamplesList()).isEmpty();
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void shop(Random random, int seed, AtomicBoolean enough, AtomicLong done) {
        for (int i = 0; !enough.get(); i++) {
            String customer = "programs/shop/customers/c" + seed + "-" + random.nextInt(20);
            String id = seed + "-" + i;
            loyalty.checkouts()
                    .completeCheckout(
                            checkout(customer, id, line("A", 1 + random.nextInt(5), 100 * random.nextInt(90) + 100)));
            done.incrementAndGet();
            if (random.nextInt(4) == 0) {
                loyalty.checkouts().refundOrder(refund(customer, "refund-" + id, id, 1, 1));
                done.incrementAndGet();
            }
        }
    }

    /** Revision, orders, total, earned and taken back of each customer as the directory has them. */
    private Map<String, List<Long>> tables() throws SQLException {
        Map<String, List<Long>> rows = new TreeMap<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT customer, revision, order_count, total, earned, taken_back"
                                + " FROM customer_directory")) {
            while (row.next()) {
                rows.put(
                        row.getString(1),
                        List.of(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
            }
        }
        return rows;
    }

    private Map<String, List<Long>> folded() throws Exception {
        Map<String, List<Long>> rows = new TreeMap<>();
        for (Map.Entry<String, CustomerState> state : states().entrySet()) {
            var customer = state.getValue().customer();
            rows.put(
                    state.getKey(),
                    List.of(
                            customer.revision(),
                            customer.orderCount(),
                            customer.balance(Instant.now()).total(),
                            customer.totals().earned(),
                            customer.totals().takenBack()));
        }
        return rows;
    }

    private Map<String, CustomerState> states() throws Exception {
        return states(Long.MAX_VALUE);
    }

    private Map<String, CustomerState> states(long until) throws Exception {
        Map<String, CustomerState> states = new TreeMap<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT persistence_id, event_payload FROM event_journal"
                        + " WHERE persistence_id LIKE 'customer|%' AND sequence_number <= " + until
                        + " ORDER BY persistence_id, sequence_number")) {
            while (row.next()) {
                StoredCustomerEvent stored = StoredCustomerEvent.of(JournalRecord.parseFrom(row.getBytes(2)));
                states.compute(
                        row.getString(1).replace("customer|shop|", ""),
                        (unused, before) -> (before == null ? CustomerState.NEW : before).evolve(stored));
            }
        }
        return states;
    }

    @Test
    void snapshotsAreDroppedAndComeBackTheSameByteForByte() throws Exception {
        adjustAda(120);
        awaitSnapshots(1);
        String kept = number("SELECT octet_length(snapshot_payload) FROM snapshot") + "";

        SnapshotsDropped dropped = drop(ADA);
        assertThat(dropped.getSnapshotCount()).isEqualTo(1);
        assertThat(dropped.getCustomerCount()).isEqualTo(1);
        assertThat(Long.toString(dropped.getByteCount())).isEqualTo(kept);
        assertThat(acts().getFirst().getDetailsMap())
                .containsEntry("snapshots", "1")
                .containsEntry("bytes", kept);
        assertThat(drop("programs/shop").getSnapshotCount()).isZero();
        assertThat(drop("").getSnapshotCount()).isZero();

        restart();
        adjustAda(120, 121);
        awaitSnapshots(1);
        assertThat(snapshot(120)).as("it came back when Ada was read").isEqualTo(foldedSnapshot(120));
        adjustAda(121, 200);
        awaitSnapshots(2);
        assertThat(snapshot(200)).isEqualTo(foldedSnapshot(200));
    }

    /** What stands in the snapshot table is used only if it is of this layout and whole; the state is that of the events. */
    @Test
    void snapshotsThatAreOldOrDamagedAreNotTrusted() throws Exception {
        adjustAda(100);
        awaitSnapshots(1);
        byte[] good = snapshot(100);
        byte[] damaged = good.clone();
        damaged[damaged.length / 2] ^= 1;
        int until = 100;
        for (byte[] planted : List.of(
                fixture("customer-snapshot"),
                fixture("customer-snapshot-3"),
                fixture("customer-snapshot-with-sagas"),
                damaged,
                Arrays.copyOf(good, good.length / 2),
                new byte[0])) {
            plant(planted);
            restart();
            adjustAda(until, until + 100);
            until += 100;
            long snapshot = until;
            await(() -> number("SELECT count(*) FROM snapshot WHERE sequence_number = " + snapshot) == 1);
            assertThat(snapshot(until)).isEqualTo(foldedSnapshot(until));
        }
    }

    /** The negative control: a snapshot that is whole and tells something else would be believed, so the ones above were looked at. */
    @Test
    void aSnapshotOfThisLayoutIsUsed() throws Exception {
        adjustAda(100);
        awaitSnapshots(1);
        CustomerState read = (CustomerState) new JournalSerializer().fromBinary(snapshot(100), "CS1");
        ByteString otherHash = ByteString.copyFrom(new byte[32]);
        plant(new JournalSerializer().toBinary(new CustomerState(read.customer(), otherHash)));
        restart();
        adjustAda(100, 101);

        JournalRecord last = JournalRecord.parseFrom(payload(101));
        assertThat(last.getChainHash())
                .as("it goes on from the hash in the snapshot, which is not that of the journal")
                .isEqualTo(ChainHash.next(otherHash, last.getEvent()));
    }

    private byte[] foldedSnapshot(long until) throws Exception {
        return new JournalSerializer()
                .toBinary(Objects.requireNonNull(states(until).get("ada")));
    }

    private byte[] snapshot(long sequenceNumber) throws SQLException {
        return bytes("SELECT snapshot_payload FROM snapshot WHERE sequence_number = " + sequenceNumber);
    }

    private byte[] payload(long sequenceNumber) throws SQLException {
        return bytes("SELECT event_payload FROM event_journal WHERE persistence_id = 'customer|shop|ada'"
                + " AND sequence_number = " + sequenceNumber);
    }

    private byte[] bytes(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            return row.getBytes(1);
        }
    }

    private void plant(byte[] payload) throws SQLException {
        loyalty.close();
        try (Connection connection = connection();
                PreparedStatement statement = connection.prepareStatement("UPDATE snapshot SET snapshot_payload = ?")) {
            statement.setBytes(1, payload);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private static byte[] fixture(String name) throws Exception {
        return Files.readAllBytes(Path.of(
                Objects.requireNonNull(RebuildServiceTest.class.getResource("/fixtures/journal/v1/" + name + ".binpb"))
                        .toURI()));
    }

    private void restart() throws Exception {
        loyalty.close();
        loyalty = RunningLoyalty.start(database);
    }

    private void adjustAda(int events) {
        adjustAda(0, events);
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void adjustAda(int from, int to) {
        for (int i = from; i < to; i++) {
            loyalty.points().adjustPoints(adjust(ADA, "adjust-" + i, 1 + i));
        }
    }

    private void awaitSnapshots(long count) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (number("SELECT count(*) FROM snapshot") != count && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(List.of(
                        number("SELECT count(*) FROM snapshot"),
                        number("SELECT coalesce(max(sequence_number), 0) FROM snapshot"),
                        number("SELECT coalesce(max(sequence_number), 0) FROM event_journal")))
                .as("snapshots, the latest of them, events")
                .startsWith(count);
    }

    private void awaitEvents(long events) throws Exception {
        await(() -> loyalty.customers()
                        .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                                .setName("programs/shop")
                                .build())
                        .getEventCount()
                == events);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("patience").isBefore(end);
            Thread.sleep(20);
        }
    }

    private DirectoryRebuild rebuild(String customer, boolean validateOnly) {
        Iterator<RebuildDirectoryResponse> messages = loyalty.journal()
                .rebuildDirectory(RebuildDirectoryRequest.newBuilder()
                        .setContext(WHY)
                        .setCustomer(customer)
                        .setValidateOnly(validateOnly)
                        .build());
        RebuildDirectoryResponse last = RebuildDirectoryResponse.getDefaultInstance();
        while (messages.hasNext()) {
            last = messages.next();
        }
        return last.getRebuild();
    }

    private SnapshotsDropped drop(String subject) {
        Iterator<DropSnapshotsResponse> messages = loyalty.journal()
                .dropSnapshots(DropSnapshotsRequest.newBuilder()
                        .setContext(WHY)
                        .setSubject(subject)
                        .build());
        DropSnapshotsResponse last = DropSnapshotsResponse.getDefaultInstance();
        while (messages.hasNext()) {
            last = messages.next();
        }
        return last.getDropped();
    }

    private List<AdminAct> acts() {
        return loyalty.journal()
                .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                .getActsList();
    }

    private Connection connection() throws SQLException {
        return database.dataSource("loyalty").getConnection();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
