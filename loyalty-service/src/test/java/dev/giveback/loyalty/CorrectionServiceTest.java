package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.pence;
import static dev.giveback.loyalty.Requests.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.GetCustomerAtRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetLiabilityRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.HindsightMoment;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.LineCorrection;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.loyalty.v1.Order;
import dev.giveback.loyalty.v1.OrderCorrection;
import dev.giveback.loyalty.v1.RederiveCustomerRequest;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.loyalty.v1.VerifyJournalResponse;
import dev.giveback.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Corrections of recorded orders through the whole service, a restart included. */
@Timeout(180)
final class CorrectionServiceTest {
    private static final String ANNA = "programs/shop/customers/anna";
    private static final long DAY = 86_400_000L;

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that this call succeeds is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        CreateProgramRequest.Builder program = Requests.program("shop").toBuilder();
        program.getProgramBuilder()
                .getEarningBuilder()
                .addBonuses(EarningBonus.newBuilder()
                        .setRuleId("first")
                        .setPoints(50)
                        .setCondition("customer.order_count == 0"));
        loyalty.programs().createProgram(program.build());
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private JournalServiceGrpc.JournalServiceBlockingStub journal() {
        return JournalServiceGrpc.newBlockingStub(loyalty.channel()).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private static CorrectOrderRequest.Builder correct(String order, String requestId) {
        return CorrectOrderRequest.newBuilder()
                .setCustomer(ANNA)
                .setOrderId(order)
                .setRequestId(requestId)
                .setContext(AdminContext.newBuilder().setOperator("carol").setReason("the till had the wrong price"));
    }

    private static LineCorrection.Builder priced(int line, long pence) {
        return LineCorrection.newBuilder().setLine(line).setUnitPrice(pence(pence));
    }

    private static Timestamp daysAgo(int days) {
        return Timestamps.fromMillis(System.currentTimeMillis() - days * DAY);
    }

    private OrderCorrection answer(CorrectOrderRequest.Builder request) {
        return journal().correctOrder(request.build()).getCorrection();
    }

    private Order order(String id) {
        return loyalty.checkouts()
                .getOrder(GetOrderRequest.newBuilder()
                        .setCustomer(ANNA)
                        .setOrderId(id)
                        .build())
                .getOrder();
    }

    private Customer customer() {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(ANNA).build())
                .getCustomer();
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void buyTwice() {
        CompleteCheckoutRequest tenDaysAgo =
                checkout(ANNA, "o1", line("tea", 1, 1_000), line("jam", 2, 500)).toBuilder()
                        .setPurchaseTime(daysAgo(10))
                        .build();
        loyalty.checkouts().completeCheckout(tenDaysAgo);
        loyalty.checkouts().completeCheckout(checkout(ANNA, "o2", line("tea", 3, 1_000)));
    }

    @Test
    void oldAndNewAreShownThenRecordedOnceAndEverythingSeesTheNew() throws Exception {
        buyTwice();
        assertThat(customer().getBalance().getTotal()).isEqualTo(100);
        CorrectOrderRequest.Builder request = correct("o1", "c-1")
                .addLines(priced(1, 3_000))
                .addLines(LineCorrection.newBuilder().setLine(2).setQuantity(0))
                .addLines(priced(0, 200).setProduct("cup").setQuantity(5));

        OrderCorrection would = answer(request.clone().setRequestId("c-0").setValidateOnly(true));
        assertThat(customer().getRevision()).isEqualTo(2);
        OrderCorrection made = answer(request);
        assertThat(would.getAfter()).isEqualTo(made.getAfter());
        assertThat(made.getBefore().getPointsEarned()).isEqualTo(70);
        assertThat(made.getAfter().getPointsEarned()).isEqualTo(90);
        assertThat(made.getAfter().getTotal()).isEqualTo(pence(4_000));
        assertThat(made.getRederivation().getOrders(0).getPointsAdded()).isEqualTo(20);
        assertThat(made.getRederivation().getOrders(0).getAddedLot()).isEqualTo(3);
        assertThat(made.getRederivation().getTotalAfter()).isEqualTo(120);
        assertThat(made.getRederivation().getSequenceNumber()).isEqualTo(3);
        assertThat(answer(request)).isEqualTo(made);
        assertThatThrownBy(() -> answer(correct("o1", "c-2").addLines(priced(1, 3_000))))
                .hasMessageContaining("FAILED_PRECONDITION")
                .hasMessageContaining("recorded so already");

        thenEverythingSeesIt();
        // After a restart too: from its snapshot or its events the customer is the same.
        Customer before = customer();
        loyalty.close();
        loyalty = RunningLoyalty.start(database);
        assertThat(customer().toBuilder().clearReadTime().build())
                .isEqualTo(before.toBuilder().clearReadTime().build());
        assertThat(order("o1").getPointsEarned()).isEqualTo(90);
        refundsAreExact();
    }

    private void thenEverythingSeesIt() {
        assertThat(order("o1").getLinesList()).hasSize(3);
        assertThat(order("o1").getTotal()).isEqualTo(pence(4_000));
        StatementEntry entry = loyalty.points()
                .listStatementEntries(
                        ListStatementEntriesRequest.newBuilder().setParent(ANNA).build())
                .getEntries(0);
        assertThat(entry.getType()).isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED);
        assertThat(entry.getReference()).isEqualTo("o1");
        assertThat(entry.getPoints()).isEqualTo(20);
        assertThat(journal()
                        .listEvents(
                                ListEventsRequest.newBuilder().setCustomer(ANNA).build())
                        .toString())
                .contains("Order o1 was corrected (the till had the wrong price): it comes to")
                .contains("earns 90 points instead of 70 points");
        assertThat(journal()
                        .rederiveCustomer(RederiveCustomerRequest.newBuilder()
                                .setCustomer(ANNA)
                                .setRequestId("again")
                                .setContext(AdminContext.newBuilder().setReason("nothing is left"))
                                .build())
                        .getRederivation()
                        .getChanged())
                .isFalse();
        assertThat(outstanding()).isEqualTo(120);
        assertThat(findings()).isZero();
        AdminAct act = journal().listAdminActs(ListAdminActsRequest.getDefaultInstance()).getActsList().stream()
                .filter(each -> each.getVerb().equals("CorrectOrder"))
                .toList()
                .get(1);
        assertThat(act.getReason()).isEqualTo("the till had the wrong price");
        assertThat(act.getDetailsMap())
                .containsEntry("order_id", "o1")
                .containsEntry("points_before", "70")
                .containsEntry("points_after", "90");
    }

    private long outstanding() {
        long points = -1;
        var messages = journal()
                .getLiability(GetLiabilityRequest.newBuilder()
                        .setProgram("programs/shop")
                        .setContext(AdminContext.newBuilder().setReason("test"))
                        .build());
        while (messages.hasNext()) {
            points = messages.next().getLiability().getOutstanding();
        }
        return points;
    }

    private long findings() {
        long findings = -1;
        var messages = journal()
                .verifyJournal(VerifyJournalRequest.newBuilder()
                        .setContext(AdminContext.newBuilder().setReason("test"))
                        .build());
        while (messages.hasNext()) {
            VerifyJournalResponse message = messages.next();
            assertThat(message.hasFinding()).as(message.toString()).isFalse();
            findings = message.getSummary().getFindings();
        }
        return findings;
    }

    private void refundsAreExact() {
        assertThat(loyalty.checkouts()
                        .refundOrder(refund(ANNA, "back-1", "o1", 1, 1))
                        .getPointsDue())
                .isGreaterThan(50);
        assertThatThrownBy(() -> loyalty.checkouts().refundOrder(refund(ANNA, "back-2", "o1", 2, 1)))
                .hasMessageContaining("0 available");
        assertThatThrownBy(() -> answer(correct("o1", "c-3")
                        .addLines(LineCorrection.newBuilder().setLine(1).setQuantity(0))))
                .hasMessageContaining("1 required, 0 available");
    }

    /** The order turns out to have been bought before the other one, which had the bonus of the first. */
    @Test
    void anotherTimeMovesWhatDependsOnItAndIsKnownAboutThePast() {
        buyTwice();
        OrderCorrection made = answer(correct("o2", "c-1").setPurchaseTime(daysAgo(20)));

        assertThat(made.getRederivation().getOrdersList())
                .extracting(each -> each.getOrderId() + " " + each.getPointsBefore() + " " + each.getPointsAfter())
                .containsExactly("o2 30 80", "o1 70 20");
        assertThat(customer().getBalance().getTotal()).isEqualTo(100);
        Customer then = journal()
                .getCustomerAt(GetCustomerAtRequest.newBuilder()
                        .setCustomer(ANNA)
                        .setMoment(Moment.newBuilder()
                                .setHindsight(HindsightMoment.newBuilder().setEffectiveTime(daysAgo(15))))
                        .build())
                .getCustomer()
                .getCustomer();
        assertThat(then.getBalance().getTotal()).isEqualTo(80);
        assertThat(findings()).isZero();
    }

    @Test
    void badInputNamesTheFieldAndLeavesNothing() {
        buyTwice();
        List<CorrectOrderRequest.Builder> bad = List.of(
                correct("o1", "").addLines(priced(1, 5)),
                correct("o1", "c").addLines(priced(1, 5)).clearContext(),
                correct("", "c").addLines(priced(1, 5)),
                correct("o1", "c"),
                correct("o1", "c").addLines(priced(1, 5)).addLines(priced(1, 6)),
                correct("o1", "c").addLines(priced(0, 5)),
                correct("o1", "c").addLines(priced(1, -5)),
                correct("o1", "c").addLines(LineCorrection.newBuilder().setLine(-1)),
                correct("o1", "c").setPurchaseTime(Timestamp.newBuilder().setNanos(-1)),
                correct("o1", "c")
                        .addLines(LineCorrection.newBuilder()
                                .setLine(1)
                                .setUnitPrice(pence(5).toBuilder().setCurrencyCode("EUR"))),
                correct("o1", "c")
                        .addLines(LineCorrection.newBuilder()
                                .setLine(1)
                                .setUnitPrice(pence(5).toBuilder().setCurrencyCode("pounds"))));
        List<String> named = List.of(
                "request_id",
                "context.reason",
                "order_id",
                "lines",
                "lines[1].line",
                "lines[0]",
                "lines[0].unit_price",
                "lines[0].line",
                "purchase_time",
                "lines[0].unit_price.currency_code",
                "lines[0].unit_price.currency_code");
        for (int i = 0; i < bad.size(); i++) {
            CorrectOrderRequest.Builder request = bad.get(i);
            assertThatThrownBy(() -> answer(request))
                    .as(request.toString())
                    .hasMessageContaining("INVALID_ARGUMENT")
                    .hasMessageContaining(named.get(i));
        }
        assertThatThrownBy(() -> answer(correct("o9", "c").addLines(priced(1, 5))))
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("no order o9");
        assertThat(customer().getRevision()).isEqualTo(2);
    }
}
