package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checkouts with coupons, points and shipping, and what their refunds give back. */
final class PricedCheckoutTest {
    private static final Instant TOMORROW = Scenario.NOON.plus(Duration.ofDays(1));

    private static CompleteCheckout checkout(Scenario scenario, String order, Cart cart) {
        return checkout(scenario, order, cart, null);
    }

    private static CompleteCheckout checkout(Scenario scenario, String order, Cart cart, @Nullable Long total) {
        return new CompleteCheckout(scenario.request(), order, cart, null, total);
    }

    private static Price price(Scenario scenario) {
        return Objects.requireNonNull(scenario.latest(CheckoutCompleted.class).price());
    }

    private static RefundOrder refund(Scenario scenario, String order, boolean shipping, int... linesAndQuantities) {
        RefundOrder refund = scenario.refund(order, linesAndQuantities);
        return new RefundOrder(refund.request(), order, refund.lines(), null, "", shipping);
    }

    @Test
    void aCouponAndPointsAndMoneyPayForOneOrderInOneEvent() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(scenario.adjust(500)).given(Vouchers.tenPercent(scenario.request(), "ten"));
        scenario.given(checkout(scenario, "1", Vouchers.cart(495, List.of("ten"), 300, 2, 1_000, 1, 500)));
        CheckoutCompleted order = scenario.latest(CheckoutCompleted.class);
        // 2,500 − 250 + 495 − 300; the lines cost 2,250, of which points pay 246, and earn a point a pound.
        assertThat(order.total().minor()).isEqualTo(2_445);
        assertThat(price(scenario).discountTotal()).isEqualTo(250);
        assertThat(price(scenario).shippingPointsValue()).isEqualTo(54);
        assertThat(order.pointsEarned()).isEqualTo(20);
        scenario.thenAvailable(220).thenEvents(3);
        assertThat(scenario.customer().coupons().byId().get("ten"))
                .extracting(coupon -> scenario.customer().state(coupon, Scenario.NOON))
                .isEqualTo(Coupon.State.REDEEMED);
    }

    @Test
    void anOrderOfLinesAloneHasNoPriceBesideThemAndTellsTheCustomerRightBefore() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM).buys("1", "mug", 1000).buys("2", "mug", 500);
        assertThat(scenario.latest(CheckoutCompleted.class).price()).isNull();
        assertThat(scenario.latest(CheckoutCompleted.class).inputs())
                .isEqualTo(new Change.Inputs(
                        new Facts.CustomerFacts("", false, 1, 10),
                        LocalDateTime.ofInstant(Scenario.NOON, Vouchers.PROGRAM.zone())));
    }

    @Test
    void aCouponThatHasJustExpiredIsNotUsedAndTheAnswerSaysSo() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(
                Vouchers.grant(scenario.request(), "x", new Benefit.AmountOff(100, Benefit.Scope.ORDER), TOMORROW, 0));
        scenario.after(Duration.ofDays(1).minusMillis(1))
                .given(checkout(scenario, "0", Vouchers.cart(0, List.of("y"), 0, 1, 100)));
        assertThat(price(scenario).unused())
                .extracting(UnusedCoupon::reason)
                .containsExactly(UnusedReason.COUPON_NOT_FOUND);
        scenario.after(Duration.ofMillis(1))
                .given(checkout(scenario, "1", Vouchers.cart(0, List.of("x"), 0, 1, 1_000)));
        assertThat(price(scenario).unused()).extracting(UnusedCoupon::reason).containsExactly(UnusedReason.EXPIRED);
        assertThat(scenario.latest(CheckoutCompleted.class).total().minor()).isEqualTo(1_000);
    }

    @Test
    void aCouponIsRedeemedOnce() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(Vouchers.tenPercent(scenario.request(), "ten"));
        scenario.given(checkout(scenario, "1", Vouchers.cart(0, List.of("ten"), 0, 1, 1_000)));
        scenario.given(checkout(scenario, "2", Vouchers.cart(0, List.of("ten"), 0, 1, 1_000)));
        assertThat(price(scenario).unused()).extracting(UnusedCoupon::reason).containsExactly(UnusedReason.REDEEMED);
    }

    @Test
    void moreThanThereIsOrAnotherTotalIsRefused() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(scenario.adjust(50));
        scenario.when(checkout(scenario, "1", Vouchers.cart(0, List.of(), 60, 1, 1_000), 1L))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(60, 50);
        scenario.when(checkout(scenario, "1", Vouchers.cart(0, List.of(), 50, 1, 1_000), 949L))
                .thenRejected(Reason.TOTAL_CHANGED);
        scenario.given(checkout(scenario, "1", Vouchers.cart(0, List.of(), 50, 1, 1_000), 950L));
        scenario.under(Programs.PLAIN)
                .when(checkout(scenario, "2", Vouchers.cart(0, List.of(), 60, 1, 1_000)))
                .thenRejected(Reason.REDEMPTION_NOT_ALLOWED);
    }

    @Test
    void aMultiplierCouponComesAfterTheProgramsRules() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(Vouchers.grant(scenario.request(), "x3", new Benefit.PointsMultiplier(300), null, 0));
        scenario.given(checkout(scenario, "1", Vouchers.cart(0, List.of("x3"), 0, 1, 1_050)));
        assertThat(scenario.latest(CheckoutCompleted.class).pointsEarned()).isEqualTo(31);
        assertThat(price(scenario).coupons()).extracting(CouponUse::points).containsExactly(21L);
    }

    @Test
    void partialRefundsGiveBackMoneyPointsAndCouponToThePenny() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(scenario.adjust(100)).given(Vouchers.tenPercent(scenario.request(), "ten"));
        scenario.given(checkout(scenario, "1", Vouchers.cart(300, List.of("ten"), 100, 3, 333, 1, 1_001)));
        CheckoutCompleted order = scenario.latest(CheckoutCompleted.class);
        long money = 0;
        long restored = 0;
        for (RefundOrder refund : List.of(
                refund(scenario, "1", false, 1, 1),
                refund(scenario, "1", false, 1, 1),
                refund(scenario, "1", true),
                refund(scenario, "1", false, 1, 1, 2, 1))) {
            scenario.given(refund);
            OrderRefunded refunded = scenario.latest(OrderRefunded.class);
            money += refunded.amount();
            restored +=
                    refunded.restoration() == null ? 0 : refunded.restoration().points();
        }
        assertThat(money).isEqualTo(order.total().minor());
        assertThat(restored).isEqualTo(100);
        assertThat(scenario.customer().totals().restored()).isEqualTo(100);
        assertThat(scenario.latest(OrderRefunded.class).restoration())
                .satisfies(restoration -> assertThat(restoration.coupons()).hasSize(1));
        scenario.thenAvailable(100).when(refund(scenario, "1", true)).thenRejected(Reason.REFUND_EXCEEDS_ORDER);
        scenario.given(checkout(scenario, "2", Vouchers.cart(0, List.of("ten"), 0, 1, 1_000)));
        assertThat(price(scenario).coupons()).hasSize(1);
    }

    @Test
    void restoredPointsKeepTheirExpiryOrGetTheGrace() {
        Scenario scenario = Scenario.of(Vouchers.expiring(10));
        scenario.given(scenario.adjust(100));
        scenario.given(checkout(scenario, "1", Vouchers.cart(0, List.of(), 100, 1, 100)));
        scenario.after(Duration.ofDays(20))
                .given(refund(scenario, "1", false, 1, 1))
                .thenAvailable(100);
        scenario.after(Duration.ofDays(30)).thenAvailable(100);
        scenario.after(Duration.ofDays(1)).thenAvailable(0);
    }

    @Test
    void withoutGraceWhatExpiredMeanwhileComesBackExpired() {
        Scenario scenario = Scenario.of(Vouchers.expiring(10));
        scenario.given(scenario.adjust(100));
        scenario.given(checkout(scenario, "1", Vouchers.cart(0, List.of(), 100, 1, 100)));
        scenario.under(Vouchers.with(new RefundRules(0, RefundRules.Shortfall.CLAMP)))
                .after(Duration.ofDays(20))
                .given(refund(scenario, "1", false, 1, 1))
                .thenAvailable(0)
                .thenTotals(new Totals(0, 100, 100, 0, 100, 100));
    }

    @Test
    void aRewardSpendsItsPriceAndRevokingItRestoresIt() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        Benefit mug = new Benefit.Gift("mug", 1);
        scenario.when(Vouchers.grant(scenario.request(), "mug", mug, null, 70)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        scenario.given(scenario.adjust(100)).given(Vouchers.grant(scenario.request(), "mug", mug, null, 70));
        scenario.thenAvailable(30);
        scenario.when(Vouchers.grant(scenario.request(), "cup", mug, null, 31))
                .thenRejected(Reason.INSUFFICIENT_POINTS);
        scenario.given(new Command.RevokeCoupon(scenario.request(), "mug", "out of stock", true))
                .thenAvailable(100);
        scenario.when(new Command.RevokeCoupon(scenario.request(), "mug", "", true))
                .thenRejected(Reason.COUPON_REVOKED);
    }

    @Test
    void theSameGrantAgainChangesNothingAndAnotherOfItsIdIsRefused() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(Vouchers.tenPercent(scenario.request(), "ten"));
        assertThat(scenario.customer()
                        .decide(Vouchers.tenPercent(scenario.request(), "ten"), Vouchers.PROGRAM, Scenario.NOON))
                .isInstanceOf(Decision.Unchanged.class);
        Command.GrantCoupon other = new Command.GrantCoupon(
                scenario.request(), "ten", "", 0, Vouchers.terms(new Benefit.FreeShipping(), ""), null, null, "", 0, 9);
        scenario.when(other).thenRejected(Reason.COUPON_EXISTS);
    }

    @Test
    void aGrantIsAnsweredAgainWhenItsCouponHasExpired() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        Command.GrantCoupon grant = Vouchers.grant(scenario.request(), "x", new Benefit.FreeShipping(), TOMORROW, 0);
        scenario.given(grant).after(Duration.ofDays(2)).when(grant).thenRepeats(0);
        scenario.when(Vouchers.grant(scenario.request(), "y", new Benefit.FreeShipping(), TOMORROW, 0))
                .thenRejected(Reason.INVALID_FIELD);
    }

    @Test
    void twoHundredCouponsAreHeldAndNoMore() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        for (int i = 0; i < Limits.MAX_LIVE_COUPONS; i++) {
            scenario.given(Vouchers.tenPercent(scenario.request(), "c" + i));
        }
        scenario.when(Vouchers.tenPercent(scenario.request(), "x")).thenRejected(Reason.TOO_MANY_COUPONS);
    }

    @Test
    void anIdIsRememberedWhenItsCouponIsLongGone() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        scenario.given(Vouchers.grant(scenario.request(), "old", new Benefit.FreeShipping(), TOMORROW, 0));
        scenario.after(Duration.ofDays(400)).given(new Command.ExpirePoints());
        scenario.given(Vouchers.tenPercent(scenario.request(), "new"));
        assertThat(scenario.customer().coupons().byId()).containsOnlyKeys("new");
        Command.GrantCoupon other = new Command.GrantCoupon(
                scenario.request(), "old", "", 0, Vouchers.terms(new Benefit.FreeShipping(), ""), null, null, "", 0, 9);
        scenario.when(other).thenRejected(Reason.COUPON_EXISTS);
    }

    @Test
    void aQuoteTellsThePriceAndEveryProblem() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM).buys("1", "mug", 1000);
        Quotation quotation = scenario.customer()
                .quote(
                        "1",
                        Vouchers.cart(0, List.of("ten"), 400, 1, 1_000),
                        Vouchers.PROGRAM,
                        Conditions.NONE,
                        Scenario.NOON);
        assertThat(quotation.order().total().minor()).isEqualTo(600);
        assertThat(quotation.problems())
                .extracting(Refusal::reason)
                .containsExactly(Reason.ORDER_EXISTS, Reason.INSUFFICIENT_POINTS);
    }

    @Test
    void maximumTakesWhatThereIs() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        Cart cart = new Cart(List.of(Scenario.line("p", 1, 500)), 0, List.of(), List.of(), new PointsPayment.Maximum());
        scenario.given(checkout(scenario, "0", cart))
                .given(scenario.adjust(120))
                .given(checkout(scenario, "1", cart));
        assertThat(scenario.latest(CheckoutCompleted.class).total().minor()).isEqualTo(500 - 125);
    }
}
