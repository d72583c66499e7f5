package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.pence;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.type.Money;
import dev.giveback.loyalty.v1.AmountOff;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CancelReservationRequest;
import dev.giveback.loyalty.v1.CheckoutOutcome;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.ConfirmedLine;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.ExtendReservationRequest;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.GetOrderRequest;
import dev.giveback.loyalty.v1.GetOrderResponse;
import dev.giveback.loyalty.v1.GetReservationRequest;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.ListCouponsResponse;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.UnusedCoupon;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checkouts with coupons and points through the real service: gRPC, actors and PostgreSQL. */
final class CheckoutServiceTest {
    private static TestDatabase database;
    private static RunningLoyalty loyalty;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        CreateProgramRequest.Builder request = Requests.program("shop").toBuilder();
        request.getProgramBuilder()
                .setRedemption(RedemptionPolicy.newBuilder().setPoints(1).setValue(pence(1)));
        var unused = loyalty.programs().createProgram(request.build());
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    private static String customer(String name) {
        return "programs/shop/customers/" + name;
    }

    private static void adjust(String name, long points) {
        var unused = loyalty.points().adjustPoints(Requests.adjust(customer(name), "adjust-" + name, points));
    }

    private static GrantCouponRequest.Builder grant(String name, String id) {
        return GrantCouponRequest.newBuilder()
                .setCustomer(customer(name))
                .setRequestId("grant-" + id)
                .setCouponId(id)
                .setTerms(CouponTerms.newBuilder()
                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000))
                        .setReusableAfterCancel(true));
    }

    private static Basket.Builder basket(String... coupons) {
        return Basket.newBuilder().addLines(line("MUG", 4, 250)).addAllCouponIds(List.of(coupons));
    }

    private static CompleteCheckoutRequest.Builder checkout(String name, String order, Basket.Builder basket) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer(name))
                .setRequestId("checkout-" + order)
                .setOrderId(order)
                .setBasket(basket);
    }

    private static ReserveCheckoutRequest.Builder reserve(String name, String order, Basket.Builder basket) {
        return ReserveCheckoutRequest.newBuilder()
                .setCustomer(customer(name))
                .setRequestId("reserve-" + order)
                .setOrderId(order)
                .setBasket(basket);
    }

    private static Stream<UnusedCouponReason> reasons(CheckoutOutcome outcome) {
        return outcome.getUnusedCouponsList().stream().map(UnusedCoupon::getReason);
    }

    @Test
    void aCheckoutTellsEachPartOfItsPriceAndItsRefundGivesItBack() {
        adjust("ann", 500);
        var granted = loyalty.coupons().grantCoupon(grant("ann", "ten").build());
        assertThat(granted.getCoupon().getState()).isEqualTo(CouponState.COUPON_STATE_AVAILABLE);
        Basket.Builder basket = basket("ten", "none").setShipping(pence(100));
        basket.getPointsBuilder().setPoints(90);
        CompleteCheckoutRequest request =
                checkout("ann", "o1", basket).setExpectedTotal(pence(910)).build();

        CheckoutOutcome outcome = loyalty.checkouts().completeCheckout(request).getOutcome();

        assertThat(outcome.getOrder().getTotal()).isEqualTo(pence(910));
        assertThat(outcome.getOrder().getDiscountTotal()).isEqualTo(pence(100));
        assertThat(outcome.getOrder().getLines(0).getNetAmount()).isEqualTo(pence(819));
        assertThat(outcome.getOrder().getLines(0).getDiscounts(0).getCouponId()).isEqualTo("ten");
        assertThat(reasons(outcome)).containsExactly(UnusedCouponReason.UNUSED_COUPON_REASON_COUPON_NOT_FOUND);
        // Repeated, it is answered with the same; asked for later, it is explained in the same way.
        assertThat(loyalty.checkouts().completeCheckout(request).getOutcome()).isEqualTo(outcome);
        GetOrderResponse read = loyalty.checkouts()
                .getOrder(GetOrderRequest.newBuilder()
                        .setCustomer(customer("ann"))
                        .setOrderId("o1")
                        .build());
        assertThat(read.getOrder()).isEqualTo(outcome.getOrder());
        assertThat(read.getOutcome()).isEqualTo(outcome.toBuilder().clearOrder().build());

        RefundOrderResponse refund = loyalty.checkouts()
                .refundOrder(Requests.refund(customer("ann"), "refund", "o1", 1, 4).toBuilder()
                        .setShipping(true)
                        .build());
        assertThat(refund.getAmount()).isEqualTo(pence(910));
        assertThat(refund.getPointsRestored()).isEqualTo(90);
        assertThat(refund.getReturnedCouponIdsList()).containsExactly("ten");
        assertThat(refund.getBalance().getAvailable()).isEqualTo(500);
    }

    @Test
    void aReservationIsQuotedHeldExtendedConfirmedInPartAndGone() {
        adjust("ben", 100);
        var unused = loyalty.coupons().grantCoupon(grant("ben", "ten").build());
        Basket.Builder basket = basket("ten");
        basket.getPointsBuilder().setMaximum(true);
        QuoteCheckoutRequest quote = QuoteCheckoutRequest.newBuilder()
                .setCustomer(customer("ben"))
                .setBasket(basket)
                .build();
        QuoteCheckoutResponse quoted = loyalty.checkouts().quoteCheckout(quote);
        assertThat(quoted.getProblemsList()).isEmpty();
        var reserved =
                loyalty.checkouts().reserveCheckout(reserve("ben", "r1", basket).build());
        assertThat(reserved.getOutcome().getOrder().getTotal())
                .isEqualTo(quoted.getOutcome().getOrder().getTotal())
                .isEqualTo(pence(800));
        assertThat(reserved.getBalance().getHeld()).isEqualTo(100);
        assertThat(loyalty.coupons()
                        .getCoupon(GetCouponRequest.newBuilder()
                                .setCustomer(customer("ben"))
                                .setCouponId("ten")
                                .build())
                        .getCoupon()
                        .getState())
                .isEqualTo(CouponState.COUPON_STATE_RESERVED);
        var extended = loyalty.checkouts()
                .extendReservation(ExtendReservationRequest.newBuilder()
                        .setCustomer(customer("ben"))
                        .setRequestId("extend")
                        .setOrderId("r1")
                        .setTimeToLive(Duration.newBuilder().setSeconds(86_400))
                        .build());
        assertThat(loyalty.checkouts()
                        .getReservation(GetReservationRequest.newBuilder()
                                .setCustomer(customer("ben"))
                                .setOrderId("r1")
                                .build())
                        .getReservation()
                        .getExpireTime())
                .isEqualTo(extended.getExpireTime());
        var confirmed = loyalty.checkouts()
                .confirmReservation(ConfirmReservationRequest.newBuilder()
                        .setCustomer(customer("ben"))
                        .setRequestId("confirm")
                        .setOrderId("r1")
                        .addLines(ConfirmedLine.newBuilder().setLine(1).setQuantity(1))
                        .build());
        assertThat(confirmed.getOutcome().getOrder().getTotal()).isEqualTo(pence(250 - 25 - 25));
        assertThat(confirmed.getPointsReleased()).isEqualTo(75);
        Refusal gone = Refusal.of(() -> loyalty.checkouts()
                .cancelReservation(CancelReservationRequest.newBuilder()
                        .setCustomer(customer("ben"))
                        .setRequestId("cancel")
                        .setOrderId("r1")
                        .build()));
        assertThat(gone.reason()).isEqualTo("RESERVATION_CONFIRMED");
    }

    @Test
    void aCancelledReservationSetsItsCouponFree() {
        var unused = loyalty.coupons().grantCoupon(grant("cat", "ten").build());
        assertThat(loyalty.checkouts()
                        .reserveCheckout(reserve("cat", "r1", basket("ten")).build())
                        .hasExpireTime())
                .isTrue();
        var cancelled = loyalty.checkouts()
                .cancelReservation(CancelReservationRequest.newBuilder()
                        .setCustomer(customer("cat"))
                        .setRequestId("cancel")
                        .setOrderId("r1")
                        .build());
        assertThat(cancelled.getCouponIdsList()).containsExactly("ten");
    }

    @Test
    void codesCountAsTheGatewayFoundThemOut() {
        var unused =
                loyalty.coupons().grantCoupon(grant("dan", "ten").setCode("TEN").build());
        Basket.Builder basket = basket().addCodes("TEN").addCodes("GUESS").addCodes("LATER");
        CompleteCheckoutRequest request = checkout("dan", "o1", basket)
                .addCodeResults(CodeResult.newBuilder().setCode("TEN").setCouponId("ten"))
                .addCodeResults(CodeResult.newBuilder().setCode("GUESS").setMessage("no such code"))
                .build();

        CheckoutOutcome outcome = loyalty.checkouts().completeCheckout(request).getOutcome();

        assertThat(outcome.getOrder().getCoupons(0).getCode()).isEqualTo("TEN");
        assertThat(reasons(outcome))
                .containsExactly(
                        UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED,
                        UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW);
        // What the gateway finds out when it is asked again does not make it another request.
        assertThat(loyalty.checkouts()
                        .completeCheckout(request.toBuilder().clearCodeResults().build())
                        .getOutcome())
                .isEqualTo(outcome);
    }

    @Test
    void aCouponIsGrantedOnceAndTakenBackOnce() {
        GrantCouponRequest request = grant("eve", "c1").build();
        var first = loyalty.coupons().grantCoupon(request);
        assertThat(loyalty.coupons()
                        .grantCoupon(request.toBuilder().setRequestId("other").build())
                        .getCoupon())
                .isEqualTo(first.getCoupon());
        CouponTerms other = CouponTerms.newBuilder()
                .setAmountOff(AmountOff.newBuilder().setAmount(pence(5)))
                .build();
        assertThat(Refusal.of(() -> loyalty.coupons()
                                .grantCoupon(request.toBuilder()
                                        .setRequestId("third")
                                        .setTerms(other)
                                        .build()))
                        .reason())
                .isEqualTo("COUPON_EXISTS");
        RevokeCouponRequest revoke = RevokeCouponRequest.newBuilder()
                .setCustomer(customer("eve"))
                .setRequestId("revoke")
                .setCouponId("c1")
                .build();
        assertThat(loyalty.coupons().revokeCoupon(revoke).getCoupon().getState())
                .isEqualTo(CouponState.COUPON_STATE_REVOKED);
        assertThat(Refusal.of(() -> loyalty.coupons()
                                .revokeCoupon(
                                        revoke.toBuilder().setRequestId("again").build()))
                        .reason())
                .isEqualTo("COUPON_REVOKED");
    }

    @Test
    void couponsAreListedInPages() {
        for (int i = 0; i < 5; i++) {
            var unused = loyalty.coupons().grantCoupon(grant("fay", "c" + i).build());
        }
        ListCouponsRequest.Builder request =
                ListCouponsRequest.newBuilder().setParent(customer("fay")).setPageSize(3);
        ListCouponsResponse first = loyalty.coupons().listCoupons(request.build());
        ListCouponsResponse second = loyalty.coupons()
                .listCoupons(request.setPageToken(first.getNextPageToken()).build());
        assertThat(Stream.of(first, second).flatMap(page -> page.getCouponsList().stream()))
                .extracting(coupon -> coupon.getCouponId())
                .containsExactly("c0", "c1", "c2", "c3", "c4");
        assertThat(second.getNextPageToken()).isEmpty();
    }

    @Test
    void aConditionOfACouponIsCheckedWhenItIsGrantedAndAskedWhenItIsUsed() {
        GrantCouponRequest.Builder request = grant("gus", "big");
        request.getTermsBuilder().setOrderCondition("order.total >= 100000");
        var unused = loyalty.coupons().grantCoupon(request.build());
        CheckoutOutcome outcome = loyalty.checkouts()
                .completeCheckout(checkout("gus", "o1", basket("big")).build())
                .getOutcome();
        assertThat(reasons(outcome)).containsExactly(UnusedCouponReason.UNUSED_COUPON_REASON_CONDITION_NOT_MET);
        request.setCouponId("bad").setRequestId("bad").getTermsBuilder().setLineCondition("line.colour == 'red'");
        Refusal refusal = Refusal.of(() -> loyalty.coupons().grantCoupon(request.build()));
        assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refusal.fields().getFirst()).startsWith("terms.line_condition: ");
    }

    @Test
    void strangeAmountsHaveStatedAnswers() {
        var unused = loyalty.coupons().grantCoupon(grant("hal", "ten").build());
        Basket.Builder free = Basket.newBuilder().addLines(line("GIFT", 1, 0)).addCouponIds("ten");
        CheckoutOutcome outcome = loyalty.checkouts()
                .completeCheckout(checkout("hal", "free", free).build())
                .getOutcome();
        assertThat(outcome.getOrder().getTotal()).isEqualTo(pence(0));
        assertThat(reasons(outcome)).containsExactly(UnusedCouponReason.UNUSED_COUPON_REASON_NO_EFFECT);

        Basket.Builder many =
                Basket.newBuilder().addLines(line("NAIL", 10_000, 3)).addCouponIds("ten");
        assertThat(loyalty.checkouts()
                        .completeCheckout(checkout("hal", "many", many).build())
                        .getOutcome()
                        .getOrder()
                        .getTotal())
                .isEqualTo(pence(27_000));

        Money euro = Money.newBuilder().setCurrencyCode("EUR").setUnits(1).build();
        Money negative = Money.newBuilder().setCurrencyCode("GBP").setUnits(-1).build();
        for (Money wrong : List.of(euro, negative)) {
            Refusal refusal = Refusal.of(() -> loyalty.checkouts()
                    .completeCheckout(
                            checkout("hal", "x", basket().setShipping(wrong)).build()));
            assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refusal.fields().getFirst()).startsWith("basket.shipping");
        }
    }

    @Test
    void aThousandLinesWithACouponAddUp() {
        var unused = loyalty.coupons().grantCoupon(grant("ivy", "ten").build());
        Basket.Builder basket = Basket.newBuilder().addCouponIds("ten");
        for (int i = 0; i < 1_000; i++) {
            basket.addLines(line("P" + i, 1, 101));
        }
        CheckoutOutcome outcome = loyalty.checkouts()
                .completeCheckout(checkout("ivy", "big", basket).build())
                .getOutcome();
        assertThat(outcome.getOrder().getTotal()).isEqualTo(pence(90_900));
        assertThat(outcome.getOrder().getLinesList().stream()
                        .mapToLong(line -> line.getNetAmount().getUnits() * 100
                                + line.getNetAmount().getNanos() / 10_000_000)
                        .sum())
                .isEqualTo(90_900);
    }

    @Test
    void whatWouldRefuseACheckoutIsToldByTheQuoteOfANewGuestToo() {
        Basket.Builder basket = basket();
        basket.getPointsBuilder().setPoints(50);
        QuoteCheckoutResponse quoted = loyalty.checkouts()
                .quoteCheckout(QuoteCheckoutRequest.newBuilder()
                        .setCustomer(customer("nobody"))
                        .setBasket(basket)
                        .build());
        assertThat(quoted.getProblems(0).getReason()).isEqualTo("INSUFFICIENT_POINTS");
        assertThat(quoted.getProblems(0).getMissing()).isEqualTo(50);
        Refusal refusal = Refusal.of(() -> loyalty.checkouts()
                .completeCheckout(checkout("nobody", "o", basket).build()));
        assertThat(refusal.reason()).isEqualTo("INSUFFICIENT_POINTS");
        Refusal changed = Refusal.of(() -> loyalty.checkouts()
                .completeCheckout(checkout("nobody", "o", basket())
                        .setExpectedTotal(pence(999))
                        .build()));
        assertThat(changed.reason()).isEqualTo("TOTAL_CHANGED");
    }

    private static QuoteCheckoutRequest.Builder offered(String code, CouponTerms.Builder terms) {
        QuoteCheckoutRequest.Builder quote =
                QuoteCheckoutRequest.newBuilder().setCustomer(customer("jo")).setBasket(basket().addCodes(code));
        quote.addCodeResultsBuilder()
                .setCode(code)
                .getOfferBuilder()
                .setCampaign("programs/shop/campaigns/summer")
                .setCampaignVersion(2)
                .setTerms(terms);
        return quote;
    }

    private static CouponTerms.Builder tenPercent() {
        return CouponTerms.newBuilder().setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000));
    }

    @Test
    void aPriceWithAnOfferNamesItsCodeAndItsConditionIsAsked() {
        CheckoutOutcome outcome = loyalty.checkouts()
                .quoteCheckout(offered("SUMMER10", tenPercent()).build())
                .getOutcome();
        assertThat(outcome.getOrder().getTotal()).isEqualTo(pence(900));
        assertThat(outcome.getOrder().getCoupons(0).getCouponId()).isEmpty();
        assertThat(outcome.getOrder().getCoupons(0).getCode()).isEqualTo("SUMMER10");
        assertThat(outcome.getOrder().getCoupons(0).getCampaignVersion()).isEqualTo(2);
        assertThat(outcome.getOrder().getLines(0).getDiscounts(0).getCode()).isEqualTo("SUMMER10");

        CheckoutOutcome unmet = loyalty.checkouts()
                .quoteCheckout(offered("SUMMER10", tenPercent().setOrderCondition("order.total >= 100001"))
                        .build())
                .getOutcome();
        assertThat(unmet.getOrder().getTotal()).isEqualTo(pence(1_000));
        assertThat(unmet.getUnusedCoupons(0).getCode()).isEqualTo("SUMMER10");
        assertThat(reasons(unmet)).containsExactly(UnusedCouponReason.UNUSED_COUPON_REASON_CONDITION_NOT_MET);
    }

    @Test
    void anOfferIsForPricesOnlyAndItsMistakesAreNamed() {
        CodeResult offer = offered("SUMMER10", tenPercent()).getCodeResults(0);
        CompleteCheckoutRequest.Builder complete =
                checkout("jo", "offered", basket().addCodes("SUMMER10")).addCodeResults(offer);
        ReserveCheckoutRequest.Builder reserve =
                reserve("jo", "offered", basket().addCodes("SUMMER10")).addCodeResults(offer);
        for (Refusal refusal : List.of(
                Refusal.of(() -> loyalty.checkouts().completeCheckout(complete.build())),
                Refusal.of(() -> loyalty.checkouts().reserveCheckout(reserve.build())))) {
            assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refusal.fields().getFirst()).startsWith("code_results[0].offer: must be a coupon that is held");
        }
        assertThat(loyalty.checkouts()
                        .completeCheckout(complete.setValidateOnly(true).build())
                        .getOutcome()
                        .getOrder()
                        .getTotal())
                .isEqualTo(pence(900));
        assertThat(loyalty.checkouts()
                        .reserveCheckout(reserve.setValidateOnly(true).build())
                        .getOutcome()
                        .getOrder()
                        .getTotal())
                .isEqualTo(pence(900));

        QuoteCheckoutRequest.Builder both = offered("A", tenPercent());
        both.getCodeResultsBuilder(0).setCouponId("held");
        QuoteCheckoutRequest.Builder none = offered("A", tenPercent());
        none.getCodeResultsBuilder(0).getOfferBuilder().clearTerms();
        Money euro = Money.newBuilder().setCurrencyCode("EUR").setUnits(1).build();
        Map<QuoteCheckoutRequest, String> mistakes = Map.of(
                both.build(), "code_results[0].offer: must not stand beside a coupon_id",
                none.build(), "code_results[0].offer.terms",
                offered("A", CouponTerms.newBuilder()).build(), "code_results[0].offer.terms.benefit",
                offered("A", tenPercent().setMinimumOrder(euro)).build(),
                        "code_results[0].offer.terms.minimum_order.currency_code",
                offered("A", tenPercent().setPriority(1_001)).build(), "code_results[0].offer.terms.priority",
                offered("A", tenPercent().setLineCondition("line.colour == 'red'"))
                                .build(),
                        "code_results[0].offer.terms.line_condition: ");
        mistakes.forEach((quote, field) -> {
            Refusal refusal = Refusal.of(() -> loyalty.checkouts().quoteCheckout(quote));
            assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refusal.fields().getFirst()).startsWith(field);
        });
    }
}
