package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.capture;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.earn;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.hold;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.redeem;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.release;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CorrectOrderRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EraseCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetTransferRequest;
import dev.giveback.loyalty.v1.LineCorrection;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RefusalReason;
import dev.giveback.loyalty.v1.UpdateProgramRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalsTest {
    private static final String EVE = "programs/shop/customers/eve";
    private static final String NOBODY = "programs/shop/customers/nobody";

    private TestDatabase database;
    private RunningLoyalty loyalty;
    private final List<Case> table = new ArrayList<>();

    /** A call, and how it must be refused. */
    private record Case(RefusalReason reason, Code code, Map<String, String> details, Executable call) {}

    @BeforeAll
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        var unused = loyalty.programs().createProgram(Requests.program("shop"));
    }

    @AfterAll
    void stop() {
        loyalty.close();
        database.close();
    }

    @Test
    void eachReasonIsToldWithItsCodeAndDetails() {
        prepareEve();
        tableOfPrograms();
        tableOfCheckouts();
        tableOfPoints();
        tableOfTransfers();
        tableOfMerges();
        tableOfErasures();
        tableOfHolds();
        tableOfCouponsAndReservations();
        tableOfCorrections();

        for (Case expected : table) {
            Refusal refusal = Refusal.of(expected.call());
            String reason = expected.reason().name().substring("REFUSAL_REASON_".length());
            assertThat(refusal.reason()).as(refusal.toString()).isEqualTo(reason);
            assertThat(refusal.code()).as(reason).isEqualTo(expected.code());
            assertThat(refusal.domain()).as(reason).isEqualTo("loyalty.giveback.dev");
            assertThat(refusal.details()).as(reason).containsAllEntriesOf(expected.details());
        }
        // Every reason that can be given stands in the table; that of a field has a test of its own.
        assertThat(table.stream().map(Case::reason).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RefusalReason.values())
                        .filter(reason -> reason != RefusalReason.REFUSAL_REASON_UNSPECIFIED
                                && reason != RefusalReason.REFUSAL_REASON_INVALID_FIELD
                                // These need something that is held up, or large, or a file: see TransferTest,
                                // MergeServiceTest, ArchiveServiceTest,
                                // SealServiceTest.
                                && reason != RefusalReason.REFUSAL_REASON_TOO_MANY_TRANSFERS
                                && reason != RefusalReason.REFUSAL_REASON_CUSTOMER_MERGING
                                && reason != RefusalReason.REFUSAL_REASON_CUSTOMER_CHANGED
                                && reason != RefusalReason.REFUSAL_REASON_MERGE_TOO_LARGE
                                && reason != RefusalReason.REFUSAL_REASON_IMPORT_NOT_EMPTY
                                && reason != RefusalReason.REFUSAL_REASON_EXPORT_DAMAGED
                                && reason != RefusalReason.REFUSAL_REASON_EXPORT_FORMAT_UNKNOWN
                                && reason != RefusalReason.REFUSAL_REASON_SEAL_NOT_FOUND
                                && reason != RefusalReason.REFUSAL_REASON_EVENT_NOT_FOUND
                                // These need a read model that is being rebuilt: see RecoveryTest.
                                && reason != RefusalReason.REFUSAL_REASON_REBUILD_UNDER_WAY
                                && reason != RefusalReason.REFUSAL_REASON_DIRECTORY_REBUILDING
                                && reason != RefusalReason.UNRECOGNIZED)
                        .toList());
    }

    private void refused(RefusalReason reason, Code code, Executable call) {
        refused(reason, code, Map.of(), call);
    }

    private void refused(RefusalReason reason, Code code, Map<String, String> details, Executable call) {
        table.add(new Case(reason, code, details, call));
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void prepareEve() {
        loyalty.customers().enrollCustomer(enrol(EVE, "enrol"));
        loyalty.checkouts().completeCheckout(checkout(EVE, "o1", line("A", 2, 1_000)));
        loyalty.checkouts()
                .completeCheckout(checkout(EVE, "old", line("A", 1, 1_000)).toBuilder()
                        .setPurchaseTime(Timestamps.fromMillis(
                                Instant.now().minus(35, ChronoUnit.DAYS).toEpochMilli()))
                        .build());
        loyalty.points().adjustPoints(adjust(EVE, "adjust", 1_000));
        loyalty.points().earnPoints(earn(EVE, "earn", "review"));
        loyalty.points().holdPoints(hold(EVE, "captured", 5));
        loyalty.points().captureHold(capture(EVE, "c1", "captured", 0));
        loyalty.points().holdPoints(hold(EVE, "released", 5));
        loyalty.points().releaseHold(release(EVE, "r1", "released"));
        loyalty.points()
                .holdPoints(hold(EVE, "expired", 5).toBuilder()
                        .setTimeToLive(Durations.fromSeconds(1))
                        .build());
        loyalty.setForward(Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            loyalty.points().holdPoints(hold(EVE, "live-" + i, 1));
        }
        for (int i = 0; i < 1_000; i++) {
            loyalty.points().adjustPoints(adjust("programs/shop/customers/midas", "gold-" + i, 1_000_000_000_000L));
        }
    }

    private void tableOfPrograms() {
        Program shop = Requests.program("shop").getProgram();
        refused(
                RefusalReason.REFUSAL_REASON_PROGRAM_EXISTS,
                Code.ALREADY_EXISTS,
                () -> loyalty.programs()
                        .createProgram(Requests.program("shop").toBuilder()
                                .setRequestId("another")
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_VERSION_CHANGED,
                Code.ABORTED,
                () -> loyalty.programs()
                        .updateProgram(UpdateProgramRequest.newBuilder()
                                .setProgram(shop)
                                .setRequestId("v")
                                .setExpectedVersion(7)
                                .build()));
        Program.Builder inEuro = shop.toBuilder().setCurrencyCode("EUR");
        inEuro.getEarningBuilder().getRateBuilder().getPerBuilder().setCurrencyCode("EUR");
        refused(
                RefusalReason.REFUSAL_REASON_CURRENCY_FIXED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.programs()
                        .updateProgram(UpdateProgramRequest.newBuilder()
                                .setProgram(inEuro)
                                .setRequestId("euro")
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_PROGRAM_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.checkouts()
                        .completeCheckout(checkout("programs/none/customers/eve", "x", line("A", 1, 100))));
    }

    private void tableOfCheckouts() {
        refused(
                RefusalReason.REFUSAL_REASON_REQUEST_ID_REUSED,
                Code.ABORTED,
                () -> loyalty.checkouts().completeCheckout(checkout(EVE, "o1", line("A", 3, 1_000))));
        refused(
                RefusalReason.REFUSAL_REASON_ORDER_EXISTS,
                Code.ALREADY_EXISTS,
                () -> loyalty.checkouts()
                        .completeCheckout(checkout(EVE, "o1", line("A", 2, 1_000)).toBuilder()
                                .setRequestId("new")
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_PURCHASE_TIME_TOO_OLD,
                Code.FAILED_PRECONDITION,
                () -> loyalty.checkouts()
                        .completeCheckout(checkout(EVE, "ancient", line("A", 1, 100)).toBuilder()
                                .setPurchaseTime(Timestamps.fromMillis(
                                        Instant.now().minus(50, ChronoUnit.DAYS).toEpochMilli()))
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_ORDER_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.checkouts().refundOrder(refund(EVE, "f1", "none", 1, 1)));
        refused(
                RefusalReason.REFUSAL_REASON_LINE_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.checkouts().refundOrder(refund(EVE, "f2", "o1", 2, 1)));
        refused(
                RefusalReason.REFUSAL_REASON_REFUND_EXCEEDS_ORDER,
                Code.FAILED_PRECONDITION,
                () -> loyalty.checkouts().refundOrder(refund(EVE, "f3", "o1", 1, 3)));
        refused(
                RefusalReason.REFUSAL_REASON_REFUND_WINDOW_CLOSED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.checkouts().refundOrder(refund(EVE, "f4", "old", 1, 1)));
    }

    private void tableOfCorrections() {
        refused(
                RefusalReason.REFUSAL_REASON_PURCHASE_TIME_TOO_LATE,
                Code.FAILED_PRECONDITION,
                () -> loyalty.journal()
                        .correctOrder(correct("o1").toBuilder()
                                .setPurchaseTime(Timestamps.fromMillis(
                                        Instant.now().plus(1, ChronoUnit.HOURS).toEpochMilli()))
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_NOTHING_TO_CORRECT,
                Code.FAILED_PRECONDITION,
                () -> loyalty.journal().correctOrder(correct("o1", times(1, 2))));
        refused(
                RefusalReason.REFUSAL_REASON_ORDER_NOT_CORRECTABLE,
                Code.FAILED_PRECONDITION,
                () -> loyalty.journal()
                        .correctOrder(correct("made", times(1, 2)).toBuilder()
                                .setCustomer(PricedRefusals.FAY)
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_ORDER_TOO_LARGE,
                Code.FAILED_PRECONDITION,
                () -> loyalty.journal()
                        .correctOrder(correct(
                                "o1",
                                times(1, 1_000_000_000L).toBuilder()
                                        .setUnitPrice(Requests.pence(1_001))
                                        .build())));
    }

    private static LineCorrection times(int line, long quantity) {
        return LineCorrection.newBuilder().setLine(line).setQuantity(quantity).build();
    }

    private static CorrectOrderRequest correct(String order, LineCorrection... lines) {
        return CorrectOrderRequest.newBuilder()
                .setCustomer(EVE)
                .setOrderId(order)
                .setRequestId("correct")
                .addAllLines(List.of(lines))
                .setContext(AdminContext.newBuilder().setReason("typed wrong"))
                .build();
    }

    private void tableOfPoints() {
        refused(
                RefusalReason.REFUSAL_REASON_CUSTOMER_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.customers()
                        .getCustomer(
                                GetCustomerRequest.newBuilder().setName(NOBODY).build()));
        refused(
                RefusalReason.REFUSAL_REASON_CUSTOMER_ENROLLED,
                Code.ALREADY_EXISTS,
                () -> loyalty.customers().enrollCustomer(enrol(EVE, "again")));
        refused(
                RefusalReason.REFUSAL_REASON_ACTIVITY_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.points().earnPoints(earn(EVE, "e1", "dancing")));
        refused(
                RefusalReason.REFUSAL_REASON_ACTIVITY_LIMIT_REACHED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().earnPoints(earn(EVE, "e2", "review")));
        // 30 and twice the member's 10 by orders, 1,000 by hand, 5 by a review; 5 spent and 100 held.
        refused(
                RefusalReason.REFUSAL_REASON_INSUFFICIENT_POINTS,
                Code.FAILED_PRECONDITION,
                Map.of("required", "1000000", "available", "950", "missing", "999050"),
                () -> loyalty.points().redeemPoints(redeem(EVE, "d1", 1_000_000)));
        refused(
                RefusalReason.REFUSAL_REASON_BALANCE_LIMIT_REACHED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().adjustPoints(adjust("programs/shop/customers/midas", "more", 1)));
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void tableOfTransfers() {
        String adam = "programs/shop/customers/adam";
        loyalty.customers().enrollCustomer(enrol(adam, "enrol"));
        loyalty.points().transferPoints(transfer(EVE, "t", adam, 1));
        loyalty.points().transferPoints(transfer(adam, "back", EVE, 1));
        refused(
                RefusalReason.REFUSAL_REASON_OTHER_CUSTOMER_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.points().transferPoints(transfer(EVE, "u", NOBODY, 1)));
        refused(
                RefusalReason.REFUSAL_REASON_TRANSFER_EXISTS,
                Code.ALREADY_EXISTS,
                () -> loyalty.points()
                        .transferPoints(transfer(EVE, "t", adam, 1).toBuilder()
                                .setRequestId("another")
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_TRANSFER_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.points()
                        .getTransfer(GetTransferRequest.newBuilder()
                                .setCustomer(EVE)
                                .setTransferId("none")
                                .build()));
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void tableOfMerges() {
        String twin = "programs/shop/customers/twin";
        String gone = "programs/shop/customers/gone";
        loyalty.checkouts().completeCheckout(checkout(twin, "o1", line("A", 1, 1_000)));
        loyalty.points().adjustPoints(adjust(gone, "adjust", 1));
        loyalty.customers().mergeCustomers(merge(gone, twin));
        refused(
                RefusalReason.REFUSAL_REASON_CUSTOMER_MERGED,
                Code.FAILED_PRECONDITION,
                Map.of("merged_into", twin),
                () -> loyalty.points().adjustPoints(adjust(gone, "more", 1)));
        refused(
                RefusalReason.REFUSAL_REASON_MERGE_BLOCKED,
                Code.FAILED_PRECONDITION,
                Map.of("holds", "100", "reservations", "0", "transfers", "0"),
                () -> loyalty.customers().mergeCustomers(merge(EVE, twin)));
        refused(
                RefusalReason.REFUSAL_REASON_MERGE_CONFLICT,
                Code.FAILED_PRECONDITION,
                () -> loyalty.customers().mergeCustomers(merge(twin, EVE)));
    }

    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    private void tableOfErasures() {
        String lost = "programs/shop/customers/lost";
        loyalty.points().adjustPoints(adjust(lost, "welcome", 10));
        loyalty.journal().eraseCustomer(erase(lost));
        refused(
                RefusalReason.REFUSAL_REASON_CUSTOMER_ERASED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().adjustPoints(adjust(lost, "more", 1)));
        refused(
                RefusalReason.REFUSAL_REASON_ERASE_BLOCKED,
                Code.FAILED_PRECONDITION,
                Map.of("holds", "100", "reservations", "0", "transfers", "0"),
                () -> loyalty.journal().eraseCustomer(erase(EVE)));
    }

    private static EraseCustomerRequest erase(String customer) {
        return EraseCustomerRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("erase")
                .setContext(AdminContext.newBuilder().setReason("asked for it"))
                .build();
    }

    private static MergeCustomersRequest merge(String source, String target) {
        return MergeCustomersRequest.newBuilder()
                .setSource(source)
                .setTarget(target)
                .setRequestId("merge")
                .build();
    }

    private void tableOfHolds() {
        refused(
                RefusalReason.REFUSAL_REASON_HOLD_NOT_FOUND,
                Code.NOT_FOUND,
                () -> loyalty.points().releaseHold(release(EVE, "h1", "none")));
        refused(
                RefusalReason.REFUSAL_REASON_HOLD_EXISTS,
                Code.ALREADY_EXISTS,
                () -> loyalty.points()
                        .holdPoints(hold(EVE, "captured", 5).toBuilder()
                                .setRequestId("h2")
                                .build()));
        refused(
                RefusalReason.REFUSAL_REASON_HOLD_CAPTURED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().releaseHold(release(EVE, "h3", "captured")));
        refused(
                RefusalReason.REFUSAL_REASON_HOLD_RELEASED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().captureHold(capture(EVE, "h4", "released", 0)));
        refused(
                RefusalReason.REFUSAL_REASON_HOLD_EXPIRED,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().captureHold(capture(EVE, "h5", "expired", 0)));
        refused(
                RefusalReason.REFUSAL_REASON_CAPTURE_EXCEEDS_HOLD,
                Code.FAILED_PRECONDITION,
                () -> loyalty.points().captureHold(capture(EVE, "h6", "live-0", 2)));
        refused(
                RefusalReason.REFUSAL_REASON_TOO_MANY_HOLDS,
                Code.RESOURCE_EXHAUSTED,
                () -> loyalty.points().holdPoints(hold(EVE, "one-more", 1)));
    }

    private void tableOfCouponsAndReservations() {
        PricedRefusals priced = new PricedRefusals(loyalty);
        priced.prepare();
        Map<RefusalReason, Executable> states = Map.of(
                RefusalReason.REFUSAL_REASON_RESERVATION_CONFIRMED, () -> priced.confirm("made"),
                RefusalReason.REFUSAL_REASON_RESERVATION_CANCELLED, () -> priced.confirm("cancelled"),
                RefusalReason.REFUSAL_REASON_RESERVATION_EXPIRED, () -> priced.confirm("expired"),
                RefusalReason.REFUSAL_REASON_COUPON_REDEEMED, () -> priced.revoke("redeemed"),
                RefusalReason.REFUSAL_REASON_COUPON_RESERVED, () -> priced.revoke("reserved"),
                RefusalReason.REFUSAL_REASON_COUPON_EXPIRED, () -> priced.revoke("expired"),
                RefusalReason.REFUSAL_REASON_COUPON_REVOKED, () -> priced.revoke("revoked"),
                RefusalReason.REFUSAL_REASON_REDEMPTION_NOT_ALLOWED, priced::payWithPoints);
        states.forEach((reason, call) -> refused(reason, Code.FAILED_PRECONDITION, call));
        refused(
                RefusalReason.REFUSAL_REASON_TOTAL_CHANGED,
                Code.FAILED_PRECONDITION,
                Map.of("expected", "999", "total", "1000"),
                priced::expectAnotherTotal);
        refused(RefusalReason.REFUSAL_REASON_COUPON_NOT_FOUND, Code.NOT_FOUND, () -> priced.revoke("none"));
        refused(RefusalReason.REFUSAL_REASON_RESERVATION_NOT_FOUND, Code.NOT_FOUND, () -> priced.cancel("none"));
        refused(RefusalReason.REFUSAL_REASON_COUPON_EXISTS, Code.ALREADY_EXISTS, priced::grantOther);
        refused(RefusalReason.REFUSAL_REASON_TOO_MANY_COUPONS, Code.RESOURCE_EXHAUSTED, priced::grantOneMore);
    }

    @Test
    void aFieldThatBreaksItsRuleIsNamedWithTheRule() {
        CompleteCheckoutRequest good = checkout("programs/shop/customers/f", "o", line("A", 1, 100));
        CheckoutLine.Builder inEuro = line("A", 1, 100).toBuilder()
                .setUnitPrice(Money.newBuilder().setCurrencyCode("EUR").setUnits(1));

        invalid(
                "customer",
                () -> loyalty.checkouts()
                        .completeCheckout(good.toBuilder().setCustomer("eve").build()));
        invalid(
                "request_id",
                () -> loyalty.checkouts()
                        .completeCheckout(good.toBuilder().setRequestId("").build()));
        invalid(
                "order_id",
                () -> loyalty.checkouts()
                        .completeCheckout(good.toBuilder().setOrderId("a b").build()));
        invalid(
                "basket.lines",
                () -> loyalty.checkouts()
                        .completeCheckout(good.toBuilder()
                                .setBasket(Basket.getDefaultInstance())
                                .build()));
        invalid("basket.lines[1].quantity", () -> loyalty.checkouts().completeCheckout(with(good, line("A", 0, 1))));
        invalid("basket.lines[1].product", () -> loyalty.checkouts().completeCheckout(with(good, line("A\0", 1, 1))));
        invalid(
                "basket.lines[1].unit_price.currency_code",
                () -> loyalty.checkouts().completeCheckout(with(good, inEuro.build())));
        invalid("points", () -> loyalty.points().redeemPoints(redeem(EVE, "p", 0)));
        invalid("points", () -> loyalty.points().adjustPoints(adjust(EVE, "p", 0)));
        invalid("recipient", () -> loyalty.points().transferPoints(transfer(EVE, "p", EVE, 1)));
        invalid("target", () -> loyalty.customers().mergeCustomers(merge(EVE, EVE)));
        invalid("recipient", () -> loyalty.points().transferPoints(transfer(EVE, "p", "programs/a/customers/b", 1)));
        invalid(
                "transfer_id",
                () -> loyalty.points()
                        .transferPoints(transfer(EVE, "p q", NOBODY, 1).toBuilder()
                                .setRequestId("p")
                                .build()));
        invalid(
                "page_token",
                () -> loyalty.points()
                        .listLots(ListLotsRequest.newBuilder()
                                .setParent(EVE)
                                .setPageToken("!")
                                .build()));
    }

    private static void invalid(String field, Executable call) {
        Refusal refusal = Refusal.of(call);
        assertThat(refusal.code()).as(refusal.toString()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal.reason()).isEqualTo("INVALID_FIELD");
        assertThat(refusal.fields()).hasSize(1).first().asString().startsWith(field + ": ");
        // The rule follows the name.
        assertThat(refusal.fields().getFirst().length()).isGreaterThan(field.length() + 5);
    }

    @Test
    void aConditionThatDoesNotCompileIsToldWithLineAndColumn() {
        CreateProgramRequest.Builder request = Requests.program("bad").toBuilder();
        request.getProgramBuilder()
                .getEarningBuilder()
                .getMultipliersBuilder(0)
                .setCondition("order.total > 0 &&\n  line.colour == 'red'");

        Refusal refusal = Refusal.of(() -> loyalty.programs().createProgram(request.build()));

        assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal.fields())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("program.earning.multipliers[0].condition: ")
                .contains("line 2, column 3");
    }

    @Test
    void aThousandLinesAreAnOrderAndOneMoreIsNot() {
        CompleteCheckoutRequest.Builder request = checkout("programs/shop/customers/bulk", "big").toBuilder();
        for (int i = 0; i < 1_000; i++) {
            request.getBasketBuilder().addLines(line("PRODUCT-" + i, 1, 100));
        }
        CompleteCheckoutRequest thousand = request.build();

        assertThat(loyalty.checkouts()
                        .completeCheckout(thousand)
                        .getOutcome()
                        .getOrder()
                        .getPointsEarned())
                .isEqualTo(1_000);
        invalid(
                "basket.lines",
                () -> loyalty.checkouts()
                        .completeCheckout(with(thousand, line("A", 1, 100)).toBuilder()
                                .setRequestId("bigger")
                                .setOrderId("bigger")
                                .build()));
    }

    private static CompleteCheckoutRequest with(CompleteCheckoutRequest request, CheckoutLine line) {
        CompleteCheckoutRequest.Builder more = request.toBuilder();
        more.getBasketBuilder().addLines(line);
        return more.build();
    }
}
