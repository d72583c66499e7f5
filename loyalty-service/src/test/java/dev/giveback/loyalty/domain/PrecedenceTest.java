package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** When several refusals apply the first of the enum is given: a table of commands that break all rules from a certain one on. */
final class PrecedenceTest {
    private static final Instant LONG_AGO = Scenario.NOON.minusSeconds(9_000_000);
    private static final Instant AHEAD = Scenario.NOON.plusSeconds(900);

    /** A customer with order 1 of one mug, whose ten points are spent or sent by transfer t, captured hold h, and request r of other content. */
    private static Customer customer() {
        Scenario scenario = Scenario.of(program());
        scenario.given(checkout(new Request("r", 1, ""), "1", null, 1000));
        scenario.given(scenario.hold("h", 4)).given(scenario.capture("h", 0)).given(scenario.redeem(5));
        scenario.given(new Command.SendPoints(scenario.request(), "t", "ben", 1, "", null));
        return scenario.customer();
    }

    private static Program program() {
        return Programs.with(new RefundRules(30, Shortfall.REFUSE));
    }

    private static CompleteCheckout checkout(Request request, String order, @Nullable Instant time, long pence) {
        return new CompleteCheckout(request, order, List.of(Scenario.line("mug", 1, pence)), time);
    }

    private static RefundOrder refund(String request, String order, int line, long quantity, @Nullable Instant time) {
        return new RefundOrder(
                new Request(request, 2, ""), order, List.of(new RefundOrder.Line(line, quantity)), time, "");
    }

    private static Command send(Request request, String id, @Nullable Refusal recipientProblem) {
        return new Command.SendPoints(request, id, "ben", 99, "", recipientProblem);
    }

    private record Row(Reason expected, Command command) {}

    @TestFactory
    Stream<DynamicTest> theFirstReasonIsGiven() {
        Request reused = new Request("r", 2, "");
        Request fresh = new Request("fresh", 2, "");
        Refusal unknown = Refusal.of(Reason.OTHER_CUSTOMER_NOT_FOUND, "recipient: unknown");
        return Stream.of(
                        new Row(Reason.INVALID_FIELD, checkout(reused, "1", AHEAD, Limits.MAX_AMOUNT + 1)),
                        new Row(Reason.REQUEST_ID_REUSED, checkout(reused, "1", LONG_AGO, 1)),
                        new Row(Reason.ORDER_EXISTS, checkout(fresh, "1", Instant.EPOCH.minusSeconds(1), 1)),
                        new Row(Reason.INVALID_FIELD, refund("r", "2", 9, 9, AHEAD)),
                        new Row(Reason.REQUEST_ID_REUSED, refund("r", "2", 9, 9, LONG_AGO)),
                        new Row(Reason.ORDER_NOT_FOUND, refund("fresh", "2", 9, 9, LONG_AGO)),
                        new Row(Reason.LINE_NOT_FOUND, refund("fresh", "1", 9, 9, LONG_AGO)),
                        new Row(Reason.REFUND_WINDOW_CLOSED, refund("fresh", "1", 1, 9, LONG_AGO)),
                        new Row(Reason.REFUND_EXCEEDS_ORDER, refund("fresh", "1", 1, 9, null)),
                        new Row(Reason.INSUFFICIENT_POINTS, refund("fresh", "1", 1, 1, null)),
                        new Row(Reason.REQUEST_ID_REUSED, new CaptureHold(reused, "unknown", 99)),
                        new Row(Reason.HOLD_NOT_FOUND, new CaptureHold(fresh, "unknown", 99)),
                        new Row(Reason.HOLD_CAPTURED, new CaptureHold(fresh, "h", 99)),
                        new Row(Reason.HOLD_EXISTS, new Command.HoldPoints(fresh, "h", 99, null)),
                        new Row(Reason.INSUFFICIENT_POINTS, new Command.HoldPoints(fresh, "i", 99, null)),
                        new Row(Reason.REQUEST_ID_REUSED, send(reused, "t", unknown)),
                        new Row(Reason.OTHER_CUSTOMER_NOT_FOUND, send(fresh, "t", unknown)),
                        new Row(Reason.TRANSFER_EXISTS, send(fresh, "t", null)),
                        new Row(Reason.INSUFFICIENT_POINTS, send(fresh, "u", null)),
                        new Row(Reason.TRANSFER_NOT_FOUND, new Command.EndTransfer("u", null)))
                .map(row -> DynamicTest.dynamicTest(
                        row.expected() + " for " + row.command().getClass().getSimpleName(), () -> {
                            Decision decision = customer().decide(row.command(), program(), Scenario.NOON);
                            assertThat(decision).isInstanceOf(Decision.Rejected.class);
                            assertThat(((Decision.Rejected) decision).refusal().reason())
                                    .isEqualTo(row.expected());
                        }));
    }

    @Test
    void theOrderIsShapeRepeatExistenceStateFunds() {
        assertThat(Reason.values())
                .startsWith(Reason.INVALID_FIELD, Reason.REQUEST_ID_REUSED, Reason.PROGRAM_NOT_FOUND)
                .endsWith(Reason.INSUFFICIENT_POINTS, Reason.BALANCE_LIMIT_REACHED, Reason.TOTAL_CHANGED);
    }
}
