package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.EarnPoints;
import dev.giveback.loyalty.domain.Command.Enroll;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Command.ReleaseHold;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer's story: {@code given} commands, {@code when} one more, {@code then} facts. Checks the books after every step. */
final class Scenario {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Program program;
    private Instant now = NOON;
    private Customer customer = Customer.NEW;
    private final List<CustomerEvent> events = new ArrayList<>();
    private @Nullable Decision decision;
    private int requests;

    private Scenario(Program program) {
        this.program = program;
    }

    static Scenario of(Program program) {
        return new Scenario(program);
    }

    Scenario under(Program other) {
        program = other;
        return this;
    }

    Scenario at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    Scenario after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Request request() {
        return new Request("request-" + ++requests, requests, "");
    }

    Scenario given(Command command) {
        when(command);
        assertThat(decision).isInstanceOf(Accepted.class);
        return this;
    }

    Scenario when(Command command) {
        decision = customer.decide(command, program, now);
        if (decision instanceof Accepted accepted) {
            customer = customer.evolve(accepted.event());
            events.add(accepted.event());
            assertThat(accepted.event().header().balanceAfter()).isEqualTo(customer.balance(customer.latest()));
            // What is recorded adds up by itself, with no expiry that is still to be recorded.
            assertThat(customer.totals().outstanding())
                    .isEqualTo(accepted.event().header().balanceAfter().total());
        }
        assertThat(customer.totals(now).outstanding())
                .isEqualTo(customer.balance(now).total());
        return this;
    }

    // The commands in short; each has a request id of its own.

    Scenario buys(String order, Object... productsAndPence) {
        return given(checkout(order, productsAndPence));
    }

    CompleteCheckout checkout(String order, Object... productsAndPence) {
        return checkoutAt(order, null, productsAndPence);
    }

    CompleteCheckout checkoutAt(String order, @Nullable Instant purchased, Object... productsAndPence) {
        List<CompleteCheckout.Line> lines = new ArrayList<>();
        for (int i = 0; i < productsAndPence.length; i += 2) {
            lines.add(line((String) productsAndPence[i], 1, (Integer) productsAndPence[i + 1]));
        }
        return new CompleteCheckout(request(), order, lines, purchased);
    }

    static CompleteCheckout.Line line(String product, long quantity, long pence) {
        return new CompleteCheckout.Line(product, "", quantity, new Money(Programs.GBP, pence));
    }

    RefundOrder refund(String order, int... linesAndQuantities) {
        return refundAt(order, null, linesAndQuantities);
    }

    RefundOrder refundAt(String order, @Nullable Instant refunded, int... linesAndQuantities) {
        List<RefundOrder.Line> lines = new ArrayList<>();
        for (int i = 0; i < linesAndQuantities.length; i += 2) {
            lines.add(new RefundOrder.Line(linesAndQuantities[i], linesAndQuantities[i + 1]));
        }
        return new RefundOrder(request(), order, lines, refunded, "credit-note");
    }

    Enroll enroll() {
        return new Enroll(request());
    }

    EarnPoints earn(String activity) {
        return new EarnPoints(request(), activity, "about");
    }

    RedeemPoints redeem(long points) {
        return new RedeemPoints(request(), points, "mug");
    }

    HoldPoints hold(String id, long points) {
        return new HoldPoints(request(), id, points, null);
    }

    CaptureHold capture(String id, long points) {
        return new CaptureHold(request(), id, points);
    }

    ReleaseHold release(String id) {
        return new ReleaseHold(request(), id);
    }

    AdjustPoints adjust(long points) {
        return new AdjustPoints(request(), points, "goodwill");
    }

    // Facts.

    Scenario thenBalance(long available, long pending, long held, long owed) {
        assertThat(customer.balance(now)).isEqualTo(new Balance(available, pending, held, owed));
        return this;
    }

    Scenario thenAvailable(long available) {
        return thenBalance(available, 0, 0, 0);
    }

    Scenario thenTier(String tierId) {
        assertThat(customer.tier(program, now).tierId()).isEqualTo(tierId);
        return this;
    }

    Scenario thenTotals(Totals totals) {
        assertThat(customer.totals(now)).isEqualTo(totals);
        return this;
    }

    Scenario thenRejected(Reason reason) {
        assertThat(decision).isInstanceOf(Rejected.class);
        assertThat(((Rejected) decision).refusal().reason()).isEqualTo(reason);
        return this;
    }

    Scenario thenMissing(long required, long available) {
        assertThat(decision).isInstanceOf(Rejected.class);
        assertThat(((Rejected) decision).refusal().details())
                .containsEntry("required", Long.toString(required))
                .containsEntry("available", Long.toString(available))
                .containsEntry("missing", Long.toString(required - available));
        return this;
    }

    Scenario thenUnchanged() {
        assertThat(decision).isInstanceOf(Decision.Unchanged.class);
        return this;
    }

    Scenario thenRepeats(int event) {
        assertThat(decision).isEqualTo(new Repeated(events.get(event)));
        return this;
    }

    Scenario thenEvents(int count) {
        assertThat(events).hasSize(count);
        return this;
    }

    <C extends Change> C latest(Class<C> type) {
        return type.cast(events.getLast().change());
    }

    Scenario thenLinePoints(Long... points) {
        assertThat(latest(Change.CheckoutCompleted.class).lines())
                .extracting(Change.OrderLine::points)
                .isEqualTo(Arrays.asList(points));
        return this;
    }

    CustomerEvent event() {
        return events.getLast();
    }

    Customer customer() {
        return customer;
    }

    List<CustomerEvent> events() {
        return events;
    }
}
