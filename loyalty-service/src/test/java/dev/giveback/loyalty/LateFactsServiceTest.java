package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.LateFactsPolicy;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.Rederivation;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Late orders through the whole service: by hand, by itself, and after the process was gone. */
@Timeout(180)
final class LateFactsServiceTest {
    private static final long DAY = 86_400_000L;

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(program("keeping", LateFactsPolicy.LATE_FACTS_POLICY_UNSPECIFIED));
        loyalty.programs().createProgram(program("deriving", LateFactsPolicy.LATE_FACTS_POLICY_REDERIVE));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    /** Fifty points more for the first order. */
    private static CreateProgramRequest program(String id, LateFactsPolicy policy) {
        CreateProgramRequest.Builder request = Requests.program(id).toBuilder();
        request.getProgramBuilder()
                .setLateFacts(policy)
                .getEarningBuilder()
                .addBonuses(EarningBonus.newBuilder()
                        .setRuleId("first")
                        .setPoints(50)
                        .setCondition("customer.order_count == 0"));
        return request.build();
    }

    private JournalServiceGrpc.JournalServiceBlockingStub journal() {
        return JournalServiceGrpc.newBlockingStub(loyalty.channel()).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private static RederiveCustomerRequest rederive(String customer, String requestId, boolean validateOnly) {
        return RederiveCustomerRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setValidateOnly(validateOnly)
                .setContext(AdminContext.newBuilder().setOperator("carol").setReason("the till was offline"))
                .build();
    }

    private Rederivation answer(RederiveCustomerRequest request) {
        return journal().rederiveCustomer(request).getRederivation();
    }

    /** An order of today, and one of ten days ago that is recorded after it. */
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void buyTodayAndTenDaysAgo(String customer) {
        loyalty.checkouts().completeCheckout(checkout(customer, "today", line("tea", 3, 1_000)));
        loyalty.checkouts().completeCheckout(daysAgo(checkout(customer, "late", line("tea", 1, 1_000)), 10));
    }

    private static CompleteCheckoutRequest daysAgo(CompleteCheckoutRequest request, int days) {
        return request.toBuilder()
                .setPurchaseTime(Timestamps.fromMillis(System.currentTimeMillis() - days * DAY))
                .build();
    }

    private Order order(String customer, String id) {
        return loyalty.checkouts()
                .getOrder(GetOrderRequest.newBuilder()
                        .setCustomer(customer)
                        .setOrderId(id)
                        .build())
                .getOrder();
    }

    private Customer customer(String name) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build())
                .getCustomer();
    }

    private List<StatementEntry> statement(String name) {
        return loyalty.points()
                .listStatementEntries(
                        ListStatementEntriesRequest.newBuilder().setParent(name).build())
                .getEntriesList();
    }

    @Test
    void byHandTheDifferenceIsShownThenMadeGoodOnceAndRefundsAreExactAfterwards() {
        String anna = "programs/keeping/customers/anna";
        buyTodayAndTenDaysAgo(anna);
        assertThat(order(anna, "today").getPointsEarned()).isEqualTo(80);
        assertThat(order(anna, "late").getPointsEarned()).isEqualTo(10);

        Rederivation would = answer(rederive(anna, "r-1", true));
        assertThat(would.getChanged()).isTrue();
        assertThat(would.getLateOrderIdsList()).containsExactly("late");
        assertThat(customer(anna).getRevision()).isEqualTo(2);

        Rederivation made = answer(rederive(anna, "r-1-now", false));
        assertThat(made.getOrdersList()).isEqualTo(would.getOrdersList());
        assertThat(made.getSequenceNumber()).isEqualTo(3);
        assertThat(made.getTotalAfter()).isEqualTo(90);
        assertThat(order(anna, "today").getPointsEarned()).isEqualTo(30);
        assertThat(order(anna, "late").getPointsEarned()).isEqualTo(60);
        assertThat(answer(rederive(anna, "r-1-now", false))).isEqualTo(made);
        assertThat(answer(rederive(anna, "r-2", false)).getChanged()).isFalse();
        StatementEntry entry = statement(anna).getFirst();
        assertThat(entry.getType()).isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_ORDERS_REDERIVED);
        assertThat(entry.getReference()).isEqualTo("the till was offline");
        assertThat(entry.getPoints()).isZero();

        assertThat(loyalty.checkouts()
                        .refundOrder(refund(anna, "back-1", "late", 1, 1))
                        .getPointsDue())
                .isEqualTo(60);
        assertThat(loyalty.checkouts()
                        .refundOrder(refund(anna, "back-2", "today", 1, 3))
                        .getPointsDue())
                .isEqualTo(30);
        assertThat(customer(anna).getBalance().getTotal()).isZero();
        assertThat(journal()
                        .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                        .getActsList())
                .allMatch(act -> act.getVerb().equals("RederiveCustomer")
                        && act.getReason().equals("the till was offline")
                        && act.getOutcome().equals("OK"))
                .hasSize(4);
    }

    @Test
    void withoutAReasonOrACustomerNothingIsDone() {
        assertThatThrownBy(() -> answer(rederive("programs/keeping/customers/x", "r", false).toBuilder()
                        .clearContext()
                        .build()))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("context.reason");
        assertThatThrownBy(() -> answer(rederive("programs/keeping/customers/x", "", false)))
                .hasMessageContaining("request_id");
        assertThatThrownBy(() -> answer(rederive("nobody", "r", false))).hasMessageContaining("INVALID_ARGUMENT");
        assertThatThrownBy(() -> answer(rederive("programs/keeping/customers/x", "r", false)))
                .hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> answer(rederive("programs/nowhere/customers/x", "r", false)))
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aProgramThatWantsItHasItDoneByItselfAndTheOtherDoesNot() throws Exception {
        String ben = "programs/deriving/customers/ben";
        String cleo = "programs/keeping/customers/cleo";
        buyTodayAndTenDaysAgo(cleo);
        buyTodayAndTenDaysAgo(ben);

        until(() -> order(ben, "late").getPointsEarned() == 60);
        assertThat(order(ben, "today").getPointsEarned()).isEqualTo(30);
        assertThat(statement(ben).getFirst().getReference()).isEqualTo("recorded late: order late");
        assertThat(order(cleo, "late").getPointsEarned()).isEqualTo(10);
        // After a restart the events may come again, and nothing more comes of them.
        loyalty.close();
        loyalty = RunningLoyalty.start(database);
        buyAgain(ben);
        until(() -> order(ben, "later").getPointsEarned() == 60);
        assertThat(customer(ben).getRevision()).isEqualTo(5);
        assertThat(customer(ben).getBalance().getTotal()).isEqualTo(100);
    }

    @SuppressWarnings("CheckReturnValue") // Only that this call succeeds is of interest.
    private void buyAgain(String customer) {
        loyalty.checkouts().completeCheckout(daysAgo(checkout(customer, "later", line("tea", 1, 1_000)), 20));
    }

    private static void until(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
