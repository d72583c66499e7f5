package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.ConfirmReservation;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Of coupons, points and reservations too the first of several reasons is given. */
final class PricedPrecedenceTest {
    private static final Request REUSED = new Request("r", 2, "");
    private static final Request FRESH = new Request("fresh", 2, "");
    private static final Cart TWICE = Vouchers.cart(0, List.of("c", "c"), 5, 1, 100);
    private static final Cart FIVE_POINTS = Vouchers.cart(0, List.of(), 5, 1, 100);
    private static final Cart FIFTY_POINTS = Vouchers.cart(0, List.of(), 50, 1, 100);
    private static final Cart PLAIN = Vouchers.cart(0, List.of(), 0, 1, 100);

    private record Row(Reason expected, Command command) {}

    /** One point, coupon c, order 1 made, order 2 reserved; at least ten points a checkout. */
    private static Customer customer() {
        Scenario scenario = Scenario.of(program());
        scenario.given(new Command.AdjustPoints(new Request("r", 1, ""), 1, ""));
        scenario.given(Vouchers.tenPercent(scenario.request(), "c"));
        scenario.given(new CompleteCheckout(scenario.request(), "1", PLAIN, null, null));
        scenario.given(new ReserveCheckout(scenario.request(), "2", PLAIN, null, null));
        return scenario.customer();
    }

    private static Program program() {
        Program plain = Vouchers.PROGRAM;
        return new Program(
                plain.id(),
                plain.version(),
                plain.currency(),
                plain.zone(),
                plain.earning(),
                plain.tiers(),
                plain.lots(),
                plain.refunds(),
                plain.holdTimeToLive(),
                0,
                new RedemptionRules(1, 1, 10, 100));
    }

    private static Command complete(Request request, String order, Cart cart) {
        return new CompleteCheckout(request, order, cart, null, 1L);
    }

    private static Command confirm(String order, int line) {
        List<ConfirmReservation.Line> lines =
                List.of(new ConfirmReservation.Line(1, 9), new ConfirmReservation.Line(line, 9));
        return new ConfirmReservation(FRESH, order, lines, null);
    }

    @TestFactory
    Stream<DynamicTest> theFirstReasonIsGiven() {
        return Stream.of(
                        new Row(Reason.INVALID_FIELD, complete(REUSED, "1", TWICE)),
                        new Row(Reason.REQUEST_ID_REUSED, complete(REUSED, "1", FIVE_POINTS)),
                        new Row(Reason.ORDER_EXISTS, complete(FRESH, "1", FIVE_POINTS)),
                        new Row(Reason.REDEMPTION_NOT_ALLOWED, complete(FRESH, "3", FIVE_POINTS)),
                        new Row(Reason.INSUFFICIENT_POINTS, complete(FRESH, "3", FIFTY_POINTS)),
                        new Row(Reason.TOTAL_CHANGED, complete(FRESH, "3", PLAIN)),
                        new Row(Reason.ORDER_EXISTS, new ReserveCheckout(FRESH, "1", FIVE_POINTS, null, 1L)),
                        new Row(Reason.INVALID_FIELD, confirm("2", 1)),
                        new Row(Reason.RESERVATION_NOT_FOUND, confirm("3", 7)),
                        new Row(Reason.RESERVATION_CONFIRMED, confirm("1", 7)),
                        new Row(Reason.LINE_NOT_FOUND, confirm("2", 7)),
                        new Row(
                                Reason.COUPON_EXISTS,
                                new Command.GrantCoupon(
                                        FRESH,
                                        "c",
                                        "",
                                        0,
                                        Vouchers.terms(new Benefit.FreeShipping(), ""),
                                        null,
                                        Scenario.NOON,
                                        "",
                                        99,
                                        7)),
                        new Row(
                                Reason.INSUFFICIENT_POINTS,
                                Vouchers.grant(FRESH, "d", new Benefit.FreeShipping(), null, 99)))
                .map(row -> DynamicTest.dynamicTest(
                        row.expected() + " for " + row.command().getClass().getSimpleName(), () -> {
                            Decision decision = customer().decide(row.command(), program(), Scenario.NOON);
                            assertThat(decision).isInstanceOf(Decision.Rejected.class);
                            assertThat(((Decision.Rejected) decision).refusal().reason())
                                    .isEqualTo(row.expected());
                        }));
    }
}
