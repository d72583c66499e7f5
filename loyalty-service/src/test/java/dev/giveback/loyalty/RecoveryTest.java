package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.redeem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.CustomerSummary;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListCustomersRequest;
import dev.giveback.loyalty.v1.RebuildDirectoryRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that lost its read model, in every way that one can lose it, has it again without anybody's help. */
@Timeout(300)
final class RecoveryTest {
    private static final String LOCK = "hashtextextended('loyalty.customer_directory', 0)";
    private static final int CUSTOMERS = 25;
    private static final int EVENTS = 2 * CUSTOMERS;

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void shop() throws Exception {
        database = TestDatabase.create();
        loyalty = start();
        loyalty.programs().createProgram(Requests.program("shop"));
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = "programs/shop/customers/c" + i;
            loyalty.checkouts().completeCheckout(checkout(customer, "o1", line("A", 1 + i, 1_000)));
            loyalty.points().redeemPoints(redeem(customer, "r1", 1 + i % 7));
        }
        awaitTotals(EVENTS);
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private RunningLoyalty start() throws Exception {
        return RunningLoyalty.start(
                database,
                Map.of(
                        "giveback.loyalty.directory.recovery-interval", "200ms",
                        "giveback.loyalty.directory.recovery-retry", "1s"));
    }

    @Test
    void whatIsLostWhileItIsStoppedIsThereAfterTheStart() throws Exception {
        List<CustomerSummary> before = customers();
        GetProgramTotalsResponse totals = totals();
        int recoveries = 0;
        for (String loss : List.of(
                "TRUNCATE customer_directory, program_totals, saga_under_way",
                "TRUNCATE program_totals",
                "DELETE FROM customer_directory WHERE customer = 'c3'",
                "DELETE FROM directory_marker",
                "UPDATE directory_marker SET transaction_id = transaction_id + 1000000",
                "DROP TABLE customer_directory",
                "DROP TABLE customer_directory, program_totals, saga_under_way, directory_marker,"
                        + " directory_schema_history")) {
            loyalty.close();
            execute(loss);
            loyalty = start();
            awaitTotals(EVENTS);

            assertThat(customers()).as(loss).isEqualTo(before);
            assertThat(totals()).as(loss).isEqualTo(totals);
            assertThat(recoveries()).as(loss).isEqualTo(++recoveries);
            assertThat(number("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'rebuild\\_%'"))
                    .isZero();
        }
        oneMoreOrderIsCountedOnce(EVENTS + 1);
    }

    /** The marker in the tables says where they stand, so nothing need be rebuilt. */
    @Test
    void anOffsetThatIsLostOrBehindOrAheadHasNoEffect() throws Exception {
        List<CustomerSummary> before = customers();
        String place = text("SELECT current_offset FROM akka_projection_offset_store"
                + " WHERE projection_name = 'customer-directory'");
        int events = EVENTS;
        for (String loss : List.of(
                "DELETE FROM akka_projection_offset_store WHERE projection_name = 'customer-directory'",
                "UPDATE akka_projection_offset_store SET current_offset = '1:1'",
                "UPDATE akka_projection_offset_store SET current_offset = '999999999:1'")) {
            loyalty.close();
            execute(loss);
            loyalty = start();

            assertThat(text("SELECT current_offset FROM akka_projection_offset_store"
                            + " WHERE projection_name = 'customer-directory'"))
                    .as(loss)
                    .isEqualTo(place);
            assertThat(customers()).as(loss).isEqualTo(before);
            assertThat(recoveries()).as("it fits, so nothing is rebuilt").isZero();
            oneMoreOrderIsCountedOnce(++events);
            place = text("SELECT current_offset FROM akka_projection_offset_store"
                    + " WHERE projection_name = 'customer-directory'");
            before = customers();
        }
    }

    @Test
    void whatIsEmptiedWhileItRunsIsRebuiltMeanwhile() throws Exception {
        List<CustomerSummary> before = customers();

        execute("TRUNCATE customer_directory, program_totals");

        awaitTotals(EVENTS);
        assertThat(customers()).isEqualTo(before);
        assertThat(recoveries()).isEqualTo(1);
        oneMoreOrderIsCountedOnce(EVENTS + 1);
    }

    /** One row alone is noticed by the next event of its customer, which the projection refuses. */
    @Test
    void aRowThatIsLostWhileItRunsIsRebuiltWhenItsCustomerHasAnEvent() throws Exception {
        execute("DELETE FROM customer_directory WHERE customer = 'c3'");

        var unused = loyalty.points().redeemPoints(redeem("programs/shop/customers/c3", "again", 1));

        awaitTotals(EVENTS + 1);
        assertThat(customers()).hasSize(CUSTOMERS);
        assertThat(recoveries()).isEqualTo(1);
        oneMoreOrderIsCountedOnce(EVENTS + 2);
    }

    @Test
    void whileItIsRebuiltQuestionsAreRefusedAndCheckoutsAreNot() throws Exception {
        try (Connection elsewhere = connection();
                Statement statement = elsewhere.createStatement()) {
            // Somebody else rebuilds, and does not come to an end.
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            execute("TRUNCATE customer_directory, program_totals");
            await(() -> number("SELECT count(*) FROM directory_marker WHERE is_lost") == 1);

            Refusal list = Refusal.of(this::customers);
            Refusal sums = Refusal.of(this::totals);
            Refusal rebuild = Refusal.of(() -> loyalty.journal()
                    .rebuildDirectory(RebuildDirectoryRequest.newBuilder()
                            .setContext(AdminContext.newBuilder().setReason("lost"))
                            .build())
                    .forEachRemaining(message -> {}));

            assertThat(List.of(list.code(), sums.code()))
                    .containsExactly(Status.Code.UNAVAILABLE, Status.Code.UNAVAILABLE);
            assertThat(List.of(list.reason(), sums.reason()))
                    .containsExactly("DIRECTORY_REBUILDING", "DIRECTORY_REBUILDING");
            assertThat(rebuild.code()).isEqualTo(Status.Code.ABORTED);
            assertThat(rebuild.reason()).isEqualTo("REBUILD_UNDER_WAY");
            assertThat(Refusal.of(() -> loyalty.journal()
                                    .rebuildDirectory(RebuildDirectoryRequest.newBuilder()
                                            .setCustomer("programs/shop/customers/c3")
                                            .setValidateOnly(true)
                                            .build())
                                    .forEachRemaining(message -> {}))
                            .reason())
                    .isEqualTo("DIRECTORY_REBUILDING");
            var answered = loyalty.checkouts()
                    .completeCheckout(checkout("programs/shop/customers/c1", "meanwhile", line("A", 1, 1_000)));
            assertThat(answered.getOutcome().getOrder().getPointsEarned()).isEqualTo(10);
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
        awaitTotals(EVENTS + 1);
        oneMoreOrderIsCountedOnce(EVENTS + 2);
    }

    private void oneMoreOrderIsCountedOnce(int events) throws Exception {
        long orders = number("SELECT coalesce(sum(order_count), 0) FROM program_totals");
        var unused = loyalty.checkouts()
                .completeCheckout(checkout("programs/shop/customers/c1", "more-" + events, line("A", 1, 1_000)));
        awaitTotals(events);
        assertThat(totals().getOrderCount()).isEqualTo(orders + 1);
    }

    private List<CustomerSummary> customers() {
        return loyalty.customers()
                .listCustomers(ListCustomersRequest.newBuilder()
                        .setParent("programs/shop")
                        .setPageSize(100)
                        .build())
                .getCustomersList();
    }

    private GetProgramTotalsResponse totals() {
        return loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build());
    }

    private long recoveries() {
        return loyalty.journal().listAdminActs(ListAdminActsRequest.getDefaultInstance()).getActsList().stream()
                .filter(act -> act.getVerb().equals("RecoverDirectory"))
                .map(AdminAct::getOutcome)
                .filter("OK"::equals)
                .count();
    }

    private void awaitTotals(long events) throws Exception {
        await(() -> {
            try {
                return totals().getEventCount() == events;
            } catch (StatusRuntimeException notYet) {
                return false;
            }
        });
        // The end of a recovery is recorded a moment after its tables are there.
        await(() -> loyalty.journal().listAdminActs(ListAdminActsRequest.getDefaultInstance()).getActsList().stream()
                .noneMatch(act -> act.getOutcome().isEmpty()));
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
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            return row.getString(1);
        }
    }
}
