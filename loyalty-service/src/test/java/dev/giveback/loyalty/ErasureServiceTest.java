package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.hold;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.release;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.EraseCustomerResponse;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.ExportCustomerResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProfileRequest;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PersonalData;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.RotateKeysRequest;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Erasing, and giving a person what is held about them, through the whole service. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Of most calls it is only of interest that they succeed.
final class ErasureServiceTest {
    private static final String SUE = "programs/shop/customers/sue";
    private static final String TOM = "programs/shop/customers/tom";
    private static final Map<String, ?> SETTINGS = Map.of(
            "giveback.loyalty.privacy.erasure-interval", "100ms",
            "giveback.loyalty.directory.saga-interval", "100ms",
            "giveback.loyalty.directory.saga-grace", "1500ms");
    private static final AdminContext CONTEXT =
            AdminContext.newBuilder().setOperator("kim").setReason("ticket 7").build();

    private TestDatabase database;
    private RunningLoyalty loyalty;

    /** Sue is a member with a profile, 100 points added by hand and order s-1. */
    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database, SETTINGS);
        loyalty.programs().createProgram(Requests.program("shop"));
        loyalty.customers().enrollCustomer(enrol(SUE, "enrol"));
        loyalty.points().adjustPoints(adjust(SUE, "a-1", 100));
        loyalty.checkouts().completeCheckout(checkout(SUE, "s-1", line("A", 1, 1_500)));
        loyalty.customers().updateProfile(profile(SUE, "Susan"));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private static UpdateProfileRequest profile(String customer, String name) {
        return UpdateProfileRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("profile")
                .setProfile(Profile.newBuilder().setGivenName(name))
                .build();
    }

    private static EraseCustomerRequest erase(String customer, String requestId) {
        return EraseCustomerRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setContext(CONTEXT)
                .build();
    }

    private Customer customer(String name) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build())
                .getCustomer();
    }

    @Test
    void anErasedCustomerIsClosedAndItsPointsStay() {
        Customer before = customer(SUE);

        EraseCustomerResponse erased = loyalty.journal().eraseCustomer(erase(SUE, "e-1"));

        assertThat(erased.getKeysDeleted()).isEqualTo(1);
        assertThat(erased.getPoints()).isEqualTo(before.getBalance().getTotal()).isEqualTo(125);
        Customer after = customer(SUE);
        assertThat(after.getEraseTime()).isEqualTo(erased.getEraseTime());
        assertThat(after.getBalance()).isEqualTo(before.getBalance());
        assertThat(after.getTotals()).isEqualTo(before.getTotals());
        assertThat(after.getOrderCount()).isEqualTo(1);
        assertThat(Refusal.of(() -> getProfile(SUE)).reason()).isEqualTo("CUSTOMER_ERASED");
        assertThat(statement(SUE))
                .extracting(StatementEntry::getReference)
                .containsExactly("", "", "s-1", "[erased]", "");
        assertThat(statement(SUE).getFirst().getType()).isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED);
    }

    @Test
    void everyChangeIsRefusedAfterwards() {
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
        loyalty.points().adjustPoints(adjust(TOM, "a-1", 10));
        loyalty.journal().eraseCustomer(erase(SUE, "e-1"));

        for (org.junit.jupiter.api.function.Executable call : List.<org.junit.jupiter.api.function.Executable>of(
                () -> loyalty.points().adjustPoints(adjust(SUE, "a-2", 1)),
                () -> loyalty.points().adjustPoints(adjust(SUE, "a-1", 100)),
                () -> loyalty.points().holdPoints(hold(SUE, "h", 1)),
                () -> loyalty.checkouts().completeCheckout(checkout(SUE, "s-1", line("A", 1, 1_500))),
                () -> loyalty.checkouts().completeCheckout(checkout(SUE, "s-2", line("A", 1, 1_500))),
                () -> loyalty.checkouts().refundOrder(Requests.refund(SUE, "r-1", "s-1", 1, 1)),
                () -> loyalty.customers().updateProfile(profile(SUE, "Susan")),
                () -> loyalty.points().transferPoints(transfer(SUE, "t-1", TOM, 1)),
                () -> loyalty.points().transferPoints(transfer(TOM, "t-1", SUE, 1)),
                () -> loyalty.customers().mergeCustomers(merge(SUE, TOM)),
                () -> loyalty.customers().mergeCustomers(merge(TOM, SUE)),
                () -> loyalty.journal().eraseCustomer(erase(SUE, "e-2")))) {
            assertThat(Refusal.of(call).reason()).isEqualTo("CUSTOMER_ERASED");
        }
        assertThat(customer(TOM).getBalance().getAvailable()).isEqualTo(10);
        assertThat(count("customer_key")).isEqualTo(1);
    }

    private static MergeCustomersRequest merge(String source, String target) {
        return MergeCustomersRequest.newBuilder()
                .setSource(source)
                .setTarget(target)
                .setRequestId("merge")
                .build();
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndNeedsNoKeys() throws Exception {
        EraseCustomerResponse first = loyalty.journal().eraseCustomer(erase(SUE, "e-1"));
        loyalty.close();
        loyalty = RunningLoyalty.start(database, SETTINGS);

        assertThat(loyalty.journal().eraseCustomer(erase(SUE, "e-1"))).isEqualTo(first);
    }

    @Test
    void whatIsUnderWayIsEndedFirst() {
        loyalty.points().holdPoints(hold(SUE, "h", 5));

        Refusal blocked = Refusal.of(() -> loyalty.journal().eraseCustomer(erase(SUE, "e-1")));
        assertThat(blocked.reason()).isEqualTo("ERASE_BLOCKED");
        assertThat(blocked.details()).containsEntry("holds", "1");
        assertThat(getProfile(SUE).getGivenName()).isEqualTo("Susan");
        assertThat(count("customer_erasure")).isZero();

        loyalty.points().releaseHold(release(SUE, "r-1", "h"));
        assertThat(loyalty.journal().eraseCustomer(erase(SUE, "e-1")).getKeysDeleted())
                .isEqualTo(1);
    }

    @Test
    void whatIsMissingIsRefused() {
        Refusal reason = Refusal.of(() -> loyalty.journal()
                .eraseCustomer(erase(SUE, "e-1").toBuilder().clearContext().build()));
        assertThat(reason.fields()).containsExactly("context.reason: must say why");
        Refusal unknown = Refusal.of(() -> loyalty.journal().eraseCustomer(erase(TOM, "e-1")));
        assertThat(unknown.reason()).isEqualTo("CUSTOMER_NOT_FOUND");
        Refusal name = Refusal.of(() -> loyalty.journal().eraseCustomer(erase("sue", "e-1")));
        assertThat(name.reason()).isEqualTo("INVALID_FIELD");
        loyalty.journal()
                .eraseCustomer(
                        erase(SUE, "e-1").toBuilder().setValidateOnly(true).build());
        assertThat(getProfile(SUE).getGivenName()).isEqualTo("Susan");
    }

    @Test
    void anActTellsWhoAndWhy() {
        loyalty.journal().eraseCustomer(erase(SUE, "e-1"));

        AdminAct act = loyalty.journal()
                .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                .getActs(0);
        assertThat(act.getVerb()).isEqualTo("EraseCustomer");
        assertThat(act.getSubject()).isEqualTo(SUE);
        assertThat(act.getOperator()).isEqualTo("kim");
        assertThat(act.getReason()).isEqualTo("ticket 7");
        assertThat(act.getOutcome()).isEqualTo("OK");
        assertThat(act.getDetailsMap()).containsEntry("keys_deleted", "1").containsEntry("points_left", "125");
    }

    @Test
    void whoWasMergedInIsErasedToo() {
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
        loyalty.customers().updateProfile(profile(TOM, "Thomas"));
        loyalty.customers().mergeCustomers(merge(SUE, TOM));
        Refusal source = Refusal.of(() -> loyalty.journal().eraseCustomer(erase(SUE, "e-1")));
        assertThat(source.reason()).isEqualTo("CUSTOMER_MERGED");
        assertThat(source.details()).containsEntry("merged_into", TOM);

        EraseCustomerResponse erased = loyalty.journal().eraseCustomer(erase(TOM, "e-1"));

        assertThat(erased.getKeysDeleted()).isEqualTo(2);
        assertThat(erased.getMergedCustomersList()).containsExactly(SUE);
        assertThat(count("customer_key")).isZero();
        assertThat(statement(SUE)).extracting(StatementEntry::getReference).contains("[erased]");
    }

    /** The deleting of the keys is held up by a lock, and the service is ended between the event and the keys. */
    @Test
    void aCrashBetweenTheEventAndTheKeysIsFinishedByItself() throws Exception {
        try (Connection blocker = database.dataSource("loyalty").getConnection();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE customer_key IN ACCESS EXCLUSIVE MODE");
            try {
                loyalty.journal().withDeadlineAfter(3, TimeUnit.SECONDS).eraseCustomer(erase(SUE, "e-1"));
            } catch (StatusRuntimeException open) {
                assertThat(open.getStatus().getCode().name()).isIn("DEADLINE_EXCEEDED", "UNAVAILABLE");
            }
            assertThat(customer(SUE).hasEraseTime()).isTrue();
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            loyalty.close();
            blocker.rollback();
        }
        assertThat(count("customer_key")).isEqualTo(1);

        loyalty = RunningLoyalty.start(database, SETTINGS);

        await(() -> count("customer_key") == 0);
        await(() -> count("customer_erasure WHERE keys_deleted_millis IS NULL") == 0);
        assertThat(loyalty.journal().eraseCustomer(erase(SUE, "e-1")).getKeysDeleted())
                .isEqualTo(1);
    }

    /** The keys are deleted, and a reader of their table holds up what takes their bytes off the disk when the service ends. */
    @Test
    void aCrashBetweenTheKeysAndTheirBytesIsFinishedByItself() throws Exception {
        try (Connection reader = database.dataSource("loyalty").getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE customer_key IN ACCESS SHARE MODE");
            try {
                loyalty.journal().withDeadlineAfter(3, TimeUnit.SECONDS).eraseCustomer(erase(SUE, "e-1"));
            } catch (StatusRuntimeException open) {
                assertThat(open.getStatus().getCode().name()).isIn("DEADLINE_EXCEEDED", "UNAVAILABLE");
            }
            // Asked here, because any other connection waits behind the one that wants the table for itself.
            try (ResultSet keys = statement.executeQuery("SELECT FROM customer_key")) {
                assertThat(keys.next()).isFalse();
            }
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            loyalty.close();
            reader.rollback();
        }
        assertThat(count("customer_erasure WHERE keys_deleted_millis IS NOT NULL AND purge_due"))
                .isEqualTo(1);
        assertThat(keyPages()).isPositive();

        loyalty = RunningLoyalty.start(database, SETTINGS);

        await(() -> count("customer_erasure WHERE purge_due") == 0);
        assertThat(keyPages()).isZero();
    }

    private long keyPages() {
        return count("pg_class WHERE oid = 'customer_key'::regclass AND pg_relation_size(oid) > 0");
    }

    /** The oldest note is of a customer that there never was; it neither stays nor keeps others from their turn. */
    @Test
    void aNoteOfNobodyIsForgotten() throws Exception {
        database.execute("INSERT INTO loyalty.customer_erasure (program, customer, asked_millis)"
                + " VALUES ('shop', 'nobody', 1), ('shop', 'sue', 2)");

        await(() -> count("customer_erasure") == 0);
    }

    /** A note of an erasure that never came goes, and the customer lives on. */
    @Test
    void aNoteWithoutAnEventIsForgotten() throws Exception {
        database.execute(
                "INSERT INTO loyalty.customer_erasure (program, customer, asked_millis) VALUES ('shop', 'sue', 1)");

        await(() -> count("customer_erasure") == 0);

        assertThat(getProfile(SUE).getGivenName()).isEqualTo("Susan");
    }

    @Test
    void theSweeperGoesOn() throws Exception {
        loyalty.journal().eraseCustomer(erase(SUE, "e-1"));
        loyalty.setForward(Duration.ofDays(4_000));
        assertThat(customer(SUE).getBalance().getTotal()).isEqualTo(125);
    }

    @Test
    void aPersonGetsAllThatIsHeld() {
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
        loyalty.points().transferPoints(transfer(SUE, "t-1", TOM, 3));
        loyalty.customers().updateProfile(profile(TOM, "Thomas"));
        loyalty.customers().mergeCustomers(merge(TOM, SUE));

        Map<String, PersonalData> held = export(SUE);

        assertThat(held.keySet()).containsExactly(SUE, TOM);
        PersonalData sue = held.getOrDefault(SUE, PersonalData.getDefaultInstance());
        assertThat(sue.getProfile().getGivenName()).isEqualTo("Susan");
        assertThat(sue.getCustomer().getBalance().getTotal()).isEqualTo(125);
        assertThat(sue.getOrdersList()).singleElement().satisfies(order -> {
            assertThat(order.getOrderId()).isEqualTo("s-1");
            assertThat(order.getLines(0).getProduct()).isEqualTo("A");
        });
        assertThat(sue.getEntriesList())
                .extracting(StatementEntry::getReference)
                .contains("goodwill", "for tea");
        assertThat(sue.getEntriesList())
                .extracting(StatementEntry::getSequenceNumber)
                .startsWith(1L, 2L, 3L);
        assertThat(sue.getTransfers(0).getReference()).isEqualTo("for tea");
        assertThat(sue.getMergedCustomersList()).containsExactly(TOM);
        assertThat(sue.getActs(0).getVerb()).isEqualTo("ExportCustomer");
        assertThat(sue.hasKeyCreateTime()).isTrue();
        assertThat(held.getOrDefault(TOM, PersonalData.getDefaultInstance())
                        .getCustomer()
                        .getMergedInto())
                .isEqualTo(SUE);
        assertThat(held.getOrDefault(TOM, PersonalData.getDefaultInstance()).getEntriesCount())
                .isPositive();

        loyalty.journal().eraseCustomer(erase(SUE, "e-1"));
        PersonalData after = export(SUE).getOrDefault(SUE, PersonalData.getDefaultInstance());
        assertThat(after.getEntriesCount()).isPositive();
        assertThat(after.getProfile()).isEqualTo(Profile.getDefaultInstance());
        assertThat(after.getEntriesList())
                .extracting(StatementEntry::getReference)
                .doesNotContain("goodwill", "for tea");
        assertThat(Refusal.of(() -> export("programs/shop/customers/nobody")).reason())
                .isEqualTo("CUSTOMER_NOT_FOUND");
    }

    @Test
    void keysThatTheConfigurationGivesAreRotatedThere() {
        Refusal refusal = Refusal.of(() -> loyalty.journal()
                .rotateKeys(RotateKeysRequest.newBuilder()
                        .setContext(CONTEXT)
                        .setNewMasterKey(true)
                        .build())
                .next());
        assertThat(refusal.fields()).singleElement().asString().startsWith("new_master_key: ");
        var result = loyalty.journal()
                .rotateKeys(RotateKeysRequest.newBuilder().setContext(CONTEXT).build())
                .next()
                .getResult();
        assertThat(result.getKeysLeft()).isEqualTo(1);
        assertThat(result.getKeysRewrapped()).isZero();
    }

    private Map<String, PersonalData> export(String customer) {
        Iterator<ExportCustomerResponse> messages = loyalty.journal()
                .exportCustomer(ExportCustomerRequest.newBuilder()
                        .setCustomer(customer)
                        .setContext(CONTEXT)
                        .build());
        Map<String, PersonalData> held = new TreeMap<>();
        messages.forEachRemaining(message -> {
            if (message.hasData()) {
                held.merge(
                        message.getData().getName(),
                        message.getData(),
                        (one, more) -> one.toBuilder().mergeFrom(more).build());
            }
        });
        return held;
    }

    private Profile getProfile(String name) {
        return loyalty.customers()
                .getProfile(GetProfileRequest.newBuilder().setName(name).build())
                .getProfile();
    }

    private List<StatementEntry> statement(String name) {
        return loyalty.points()
                .listStatementEntries(
                        ListStatementEntriesRequest.newBuilder().setParent(name).build())
                .getEntriesList();
    }

    private long count(String table) {
        String sql = "SELECT count(*) FROM " + table;
        try (Connection connection = database.dataSource("loyalty").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
