package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a correction does and why one is refused; that the sums are right, {@link CorrectionModelTest} says. */
final class CorrectionTest {
    private static final Instant BOUGHT = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant LATER = BOUGHT.plus(Duration.ofDays(5));
    private static final int BACKDATING_DAYS = 20;

    private final List<CustomerEvent> events = new ArrayList<>();
    private Program program = new Program(
            Programs.PLAIN.id(),
            Programs.PLAIN.version(),
            Programs.GBP,
            Programs.LONDON,
            Programs.PLAIN.earning(),
            Programs.PLAIN.tiers(),
            Programs.PLAIN.lots(),
            Programs.PLAIN.refunds(),
            Programs.PLAIN.holdTimeToLive(),
            BACKDATING_DAYS);
    private int number;

    private Customer customer() {
        Customer customer = Customer.NEW;
        for (CustomerEvent event : events) {
            customer = customer.evolve(event);
        }
        return customer;
    }

    private Request request() {
        number++;
        return new Request("r" + number, number, "");
    }

    private CustomerEvent record(Command command, Instant now) {
        Decision decision = customer().decide(command, program, now);
        assertThat(decision).isInstanceOf(Accepted.class);
        CustomerEvent event = ((Accepted) decision).event();
        events.add(event);
        return event;
    }

    private static CompleteCheckout.Line line(String product, long quantity, long price) {
        return new CompleteCheckout.Line(product, "", quantity, new Money(Programs.GBP, price));
    }

    private void buy(String id, Instant bought, Instant now, CompleteCheckout.Line... lines) {
        record(new CompleteCheckout(request(), id, List.of(lines), bought), now);
    }

    private Decision correct(Request request, WantedCorrection wanted) {
        return customer()
                .decide(
                        new Command.CorrectOrder(
                                request,
                                "typed wrong",
                                events.size(),
                                Correction.of(events, wanted, version -> program, program, LATER)),
                        program,
                        LATER);
    }

    private OrderCorrected corrected(WantedCorrection wanted) {
        Decision decision = correct(request(), wanted);
        assertThat(decision).isInstanceOf(Accepted.class);
        CustomerEvent event = ((Accepted) decision).event();
        events.add(event);
        return (OrderCorrected) event.change();
    }

    private void thenRefused(Reason reason, WantedCorrection wanted) {
        Decision decision = correct(request(), wanted);
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        assertThat(((Decision.Rejected) decision).refusal().reason()).isEqualTo(reason);
    }

    private static WantedCorrection quantity(String order, int line, long quantity) {
        return wanted(order, null, new WantedCorrection.Line(line, null, null, quantity, null));
    }

    private static WantedCorrection price(String order, int line, long price) {
        return wanted(order, null, new WantedCorrection.Line(line, null, null, null, new Money(Programs.GBP, price)));
    }

    private static WantedCorrection wanted(String order, @Nullable Instant time, WantedCorrection.Line... lines) {
        return new WantedCorrection(order, time, List.of(lines));
    }

    @Test
    void pointsThatTheOrderShouldHaveEarnedAreAddedAndTheRecordedEventStays() {
        buy("o1", BOUGHT, BOUGHT, line("tea", 1, 1_000));
        CustomerEvent recorded = events.getFirst();

        OrderCorrected change = corrected(price("o1", 1, 3_000));

        assertThat(change.own().before()).isEqualTo(10);
        assertThat(change.own().after()).isEqualTo(30);
        assertThat(change.own().added()).isEqualTo(20);
        assertThat(change.settled().reason()).isEqualTo("typed wrong");
        assertThat(events.getFirst()).isEqualTo(recorded);
        Order order = Objects.requireNonNull(customer().orders().open().get("o1"));
        assertThat(order.completed().total().minor()).isEqualTo(3_000);
        assertThat(order.event()).isEqualTo(recorded);
        assertThat(customer().balance(LATER).total()).isEqualTo(30);
        assertThat(customer().days().all()).isEqualTo(new Days.Count(30, 3_000));
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndTheCheckoutsRequestToo() {
        buy("o1", BOUGHT, BOUGHT, line("tea", 1, 1_000));
        Request request = request();
        Decision first = correct(request, price("o1", 1, 3_000));
        events.add(((Accepted) first).event());

        assertThat(correct(request, price("o1", 1, 3_000))).isEqualTo(new Decision.Repeated(events.getLast()));
        Request bought = events.getFirst().header().request();
        assertThat(customer()
                        .decide(
                                new CompleteCheckout(bought, "o1", List.of(line("tea", 1, 1_000)), BOUGHT),
                                program,
                                LATER))
                .isEqualTo(new Decision.Repeated(events.getFirst()));
        Decision other = correct(new Request(request.id(), 99, ""), price("o1", 1, 4_000));
        assertThat(((Decision.Rejected) other).refusal().reason()).isEqualTo(Reason.REQUEST_ID_REUSED);
    }

    @Test
    void pointsSpentAlreadyFollowTheShortfallPolicy() {
        for (Shortfall policy : Shortfall.values()) {
            events.clear();
            program = Programs.with(new RefundRules(0, policy));
            buy("o1", BOUGHT, BOUGHT, line("tea", 1, 3_000));
            record(new Command.RedeemPoints(request(), 25, "mug"), BOUGHT);
            switch (policy) {
                case REFUSE -> thenRefused(Reason.INSUFFICIENT_POINTS, price("o1", 1, 1_000));
                case CLAMP -> {
                    assertThat(corrected(price("o1", 1, 1_000)).own().forgiven())
                            .isEqualTo(15);
                    assertThat(customer().balance(LATER).total()).isZero();
                }
                case ALLOW_NEGATIVE -> {
                    assertThat(corrected(price("o1", 1, 1_000)).own().owed()).isEqualTo(15);
                    assertThat(customer().balance(LATER).total()).isEqualTo(-15);
                }
            }
        }
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        buy("o1", BOUGHT, BOUGHT, line("tea", 3, 1_000), line("jam", 1, 500));
        record(
                new RefundOrder(request(), "o1", List.of(new RefundOrder.Line(1, 2)), BOUGHT.plusSeconds(60), ""),
                BOUGHT.plusSeconds(60));

        thenRefused(Reason.ORDER_NOT_FOUND, quantity("none", 1, 2));
        thenRefused(Reason.LINE_NOT_FOUND, quantity("o1", 3, 2));
        thenRefused(Reason.NOTHING_TO_CORRECT, quantity("o1", 1, 3));
        thenRefused(Reason.NOTHING_TO_CORRECT, wanted("o1", BOUGHT));
        thenRefused(Reason.REFUND_EXCEEDS_ORDER, quantity("o1", 1, 1));
        thenRefused(
                Reason.PURCHASE_TIME_TOO_OLD,
                wanted("o1", BOUGHT.minus(Duration.ofDays(BACKDATING_DAYS)).minusSeconds(1)));
        thenRefused(Reason.PURCHASE_TIME_TOO_LATE, wanted("o1", BOUGHT.plusSeconds(301)));
        thenRefused(Reason.PURCHASE_TIME_TOO_LATE, wanted("o1", BOUGHT.plusSeconds(61)));
        thenRefused(Reason.ORDER_TOO_LARGE, price("o1", 1, Limits.MAX_AMOUNT));
        WantedCorrection.Line added = new WantedCorrection.Line(0, "p", "", 1L, new Money(Programs.GBP, 1));
        thenRefused(
                Reason.ORDER_TOO_LARGE,
                new WantedCorrection("o1", null, Collections.nCopies(Limits.MAX_LINES - 1, added)));
        thenRefused(
                Reason.INVALID_FIELD,
                wanted(
                        "o1",
                        null,
                        new WantedCorrection.Line(1, null, null, 0L, null),
                        new WantedCorrection.Line(2, null, null, 0L, null)));
        thenRefused(
                Reason.INVALID_FIELD,
                wanted(
                        "o1",
                        null,
                        new WantedCorrection.Line(
                                1, null, null, null, new Money(java.util.Currency.getInstance("EUR"), 1))));
        assertThat(corrected(quantity("o1", 1, 2)).own().after()).isEqualTo(25);
        assertThat(corrected(wanted("o1", BOUGHT.minus(Duration.ofDays(BACKDATING_DAYS))))
                        .order()
                        .lines())
                .hasSize(2);
    }

    @Test
    void aCustomerThatIsNotThereOrErasedIsRefusedAsElsewhere() {
        thenRefused(Reason.CUSTOMER_NOT_FOUND, quantity("o1", 1, 2));
        buy("o1", BOUGHT, BOUGHT, line("tea", 1, 1_000));
        record(new Command.EraseCustomer(request()), BOUGHT);
        thenRefused(Reason.CUSTOMER_ERASED, quantity("o1", 1, 2));
    }

    @Test
    void theLinesOfAnOrderPaidWithPointsStayAndItsTimeDoesNot() {
        program = Vouchers.PROGRAM;
        record(new Command.AdjustPoints(request(), 5_000, "gift"), BOUGHT);
        Cart cart = new Cart(List.of(line("tea", 1, 10_000)), 0, List.of(), List.of(), new PointsPayment.Points(1_000));
        record(new CompleteCheckout(request(), "o1", cart, BOUGHT, null), BOUGHT);

        thenRefused(Reason.ORDER_NOT_CORRECTABLE, quantity("o1", 1, 2));
        OrderCorrected change = corrected(wanted("o1", BOUGHT.minusSeconds(3_600)));
        assertThat(change.order().price())
                .isEqualTo(((Change.CheckoutCompleted) events.get(1).change()).price());
        assertThat(change.settled().points()).isZero();
    }

    @Test
    void aboutAMomentTheCorrectedOrderIsKnownAfterwards() {
        Instant middle = BOUGHT.plus(Duration.ofDays(1));
        buy("here", BOUGHT, BOUGHT, line("tea", 1, 1_000));
        // Recorded at the end of the second day, with times on both sides of the moment.
        Instant recorded = BOUGHT.plus(Duration.ofDays(2));
        buy("before", BOUGHT.plusSeconds(60), recorded, line("tea", 1, 2_000));
        buy("after", BOUGHT.plus(Duration.ofHours(30)), recorded, line("tea", 1, 4_000));
        assertThat(about(middle).balance(middle).total()).isEqualTo(30);

        corrected(price("here", 1, 1_500));
        assertThat(about(middle).balance(middle).total()).isEqualTo(35);
        assertThat(about(middle).days().all()).isEqualTo(new Days.Count(35, 3_500));
        corrected(wanted("before", BOUGHT.plus(Duration.ofHours(40))));
        assertThat(about(middle).balance(middle).total()).isEqualTo(15);
        assertThat(about(middle).orders().contains("before")).isFalse();
        assertThat(about(middle).orderCount()).isEqualTo(1);
        OrderCorrected back =
                corrected(wanted("after", BOUGHT.plusSeconds(90), new WantedCorrection.Line(1, null, null, 2L, null)));
        assertThat(back.own().added()).isEqualTo(40);
        Customer known = about(middle);
        assertThat(known.balance(middle).total()).isEqualTo(95);
        assertThat(known.days().all()).isEqualTo(new Days.Count(95, 9_500));
        assertThat(known.totals(middle).outstanding()).isEqualTo(95);
        assertThat(known.orderCount()).isEqualTo(2);
        // Now nothing differs from the customer as it is, who has the order of the fortieth hour too.
        assertThat(customer().balance(LATER).total()).isEqualTo(115);
    }

    private Customer about(Instant moment) {
        Customer customer = Customer.NEW;
        for (CustomerEvent event : events) {
            customer = event.header().time().isAfter(moment)
                    ? Hindsight.with(customer, event, moment)
                    : customer.evolve(event);
        }
        return customer;
    }
}
