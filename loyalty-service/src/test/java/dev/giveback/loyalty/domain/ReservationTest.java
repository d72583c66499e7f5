package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Command.CancelReservation;
import dev.giveback.loyalty.domain.Command.ConfirmReservation;
import dev.giveback.loyalty.domain.Command.ExtendReservation;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One hold over points and coupons, from reserving to confirming, cancelling or running out. */
final class ReservationTest {
    private static final Cart CART = Vouchers.cart(100, List.of("ten"), 90, 4, 250);

    private static Scenario rich() {
        Scenario scenario = Scenario.of(Vouchers.PROGRAM);
        return scenario.given(scenario.adjust(100)).given(Vouchers.tenPercent(scenario.request(), "ten"));
    }

    private static ReserveCheckout reserve(Scenario scenario, String order, Cart cart) {
        return new ReserveCheckout(scenario.request(), order, cart, null, null);
    }

    private static ConfirmReservation confirm(Scenario scenario, String order, int... linesAndQuantities) {
        List<ConfirmReservation.Line> lines = new ArrayList<>();
        for (int i = 0; i < linesAndQuantities.length; i += 2) {
            lines.add(new ConfirmReservation.Line(linesAndQuantities[i], linesAndQuantities[i + 1]));
        }
        return new ConfirmReservation(scenario.request(), order, lines, null);
    }

    @Test
    void aReservationHoldsPointsAndCouponsUntilItIsConfirmed() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART)).thenBalance(10, 0, 90, 0);
        scenario.given(confirm(scenario, "1"));
        CheckoutCompleted order = scenario.latest(CheckoutCompleted.class);
        assertThat(order.total().minor()).isEqualTo(1_000 - 100 + 100 - 90);
        scenario.thenAvailable(10 + order.pointsEarned());
        scenario.when(confirm(scenario, "1")).thenRejected(Reason.RESERVATION_CONFIRMED);
        scenario.when(scenario.checkout("1", "mug", 1)).thenRejected(Reason.ORDER_EXISTS);
    }

    @Test
    void whatIsReservedIsNotThereForAnotherOrder() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART));
        scenario.when(reserve(scenario, "2", CART))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(90, 10);
        scenario.given(reserve(scenario, "2", Vouchers.cart(0, List.of("ten"), 10, 1, 1_000)));
        assertThat(Objects.requireNonNull(
                                scenario.latest(CheckoutReserved.class).order().price())
                        .unused())
                .extracting(UnusedCoupon::reason)
                .containsExactly(UnusedReason.RESERVED);
        scenario.when(new Command.RevokeCoupon(scenario.request(), "ten", "", false))
                .thenRejected(Reason.COUPON_RESERVED);
    }

    @Test
    void theSameOrderReentersItsOwnReservation() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART)).given(reserve(scenario, "1", CART));
        scenario.thenBalance(10, 0, 90, 0);
        scenario.given(new Command.CompleteCheckout(scenario.request(), "1", CART, null, null));
        assertThat(scenario.customer().reservations().open()).isEmpty();
    }

    @Test
    void aPartCostsItsShareAndTheRestIsSetFree() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART));
        scenario.given(confirm(scenario, "1", 1, 3));
        Price price =
                Objects.requireNonNull(scenario.latest(CheckoutCompleted.class).price());
        // The line costs 900 of 1,000: points pay 81 for it and 9 for the shipping.
        assertThat(price.discountTotal()).isEqualTo(75);
        assertThat(price.pointsRedeemed()).isEqualTo(60 + 9);
        assertThat(price.pointsReleased()).isEqualTo(21);
        assertThat(scenario.latest(CheckoutCompleted.class).total().minor()).isEqualTo(750 - 75 - 60 + 100 - 9);
    }

    @Test
    void aPartCannotExceedWhatWasReserved() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART));
        scenario.when(confirm(scenario, "1", 1, 5))
                .thenRejected(Reason.CAPTURE_EXCEEDS_HOLD)
                .thenMissing(5, 4);
        scenario.when(confirm(scenario, "1", 2, 1)).thenRejected(Reason.LINE_NOT_FOUND);
        scenario.when(confirm(scenario, "9")).thenRejected(Reason.RESERVATION_NOT_FOUND);
    }

    @Test
    void aLineThatWasNotConfirmedCannotBeRefundedAndTheOthersMakeTheOrderWhole() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", Vouchers.cart(0, List.of("ten"), 0, 2, 250, 1, 300)));
        scenario.given(confirm(scenario, "1", 1, 2));
        scenario.when(scenario.refund("1", 2, 1)).thenRejected(Reason.REFUND_EXCEEDS_ORDER);
        scenario.given(scenario.refund("1", 1, 2));
        assertThat(scenario.customer().coupons().byId().get("ten"))
                .extracting(Coupon::end)
                .isNull();
    }

    @Test
    void cancellingAndRunningOutSetEverythingFree() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART)).given(new CancelReservation(scenario.request(), "1"));
        scenario.thenAvailable(100).when(confirm(scenario, "1")).thenRejected(Reason.RESERVATION_CANCELLED);
        scenario.given(reserve(scenario, "1", CART))
                .after(Duration.ofMinutes(15))
                .thenAvailable(100);
        scenario.when(confirm(scenario, "1")).thenRejected(Reason.RESERVATION_EXPIRED);
        scenario.given(scenario.adjust(1)).when(confirm(scenario, "1")).thenRejected(Reason.RESERVATION_EXPIRED);
    }

    @Test
    void moreTimeIsCountedFromNowAndNeverLess() {
        Scenario scenario = rich();
        scenario.given(reserve(scenario, "1", CART)).after(Duration.ofMinutes(10));
        scenario.given(new ExtendReservation(scenario.request(), "1", Duration.ofSeconds(1)));
        scenario.given(new ExtendReservation(scenario.request(), "1", null));
        scenario.after(Duration.ofMinutes(14)).given(confirm(scenario, "1"));
    }

    @Test
    void whatExpiresDuringALiveReservationStillCounts() {
        Scenario scenario = Scenario.of(Vouchers.expiring(1)).at("2026-03-02T23:55:00Z");
        Instant midnight = Instant.parse("2026-03-03T00:00:00Z");
        scenario.given(scenario.adjust(100))
                .given(Vouchers.grant(
                        scenario.request(), "ten", new Benefit.PercentOff(1_000, Benefit.Scope.ORDER), midnight, 0));
        scenario.given(reserve(scenario, "1", CART)).after(Duration.ofMinutes(10));
        // Replaced by its own order, it keeps what expired meanwhile; then it is confirmed.
        scenario.given(reserve(scenario, "1", CART)).thenBalance(0, 0, 90, 0);
        scenario.given(confirm(scenario, "1"));
        assertThat(scenario.latest(CheckoutCompleted.class).total().minor()).isEqualTo(910);
    }

    @Test
    void aHundredLiveHoldsAndReservationsAreEnough() {
        Scenario scenario = rich();
        for (int i = 0; i < Limits.MAX_LIVE_HOLDS; i++) {
            scenario.given(reserve(scenario, "o" + i, Vouchers.cart(0, List.of(), 0, 1, 1)));
        }
        scenario.when(reserve(scenario, "x", CART)).thenRejected(Reason.TOO_MANY_HOLDS);
        scenario.when(scenario.hold("h", 1)).thenRejected(Reason.TOO_MANY_HOLDS);
        scenario.given(reserve(scenario, "o1", CART));
    }
}
