package dev.giveback.loyalty.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Correction;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Programs;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.WantedCorrection;
import dev.giveback.loyalty.v1.VerificationRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A correction keeps its rule, and each way to break it is found. */
final class CorrectionRuleTest {
    private static final Instant BOUGHT = Instant.parse("2026-03-02T10:00:00Z");

    private final List<CustomerEvent> events = new ArrayList<>();

    private Customer record(Customer customer, Command command) {
        CustomerEvent event = ((Decision.Accepted) customer.decide(command, Programs.PLAIN, BOUGHT)).event();
        events.add(event);
        return customer.evolve(event);
    }

    private List<String> findings(UnaryOperator<OrderCorrected> tampering) {
        events.clear();
        Money price = new Money(Programs.GBP, 1_000);
        Customer customer = record(
                Customer.NEW,
                new Command.CompleteCheckout(
                        new Request("r1", 1, ""),
                        "o1",
                        List.of(new Command.CompleteCheckout.Line("tea", "", 3, price)),
                        BOUGHT));
        customer = record(
                customer,
                new Command.RefundOrder(
                        new Request("r2", 2, ""), "o1", List.of(new Command.RefundOrder.Line(1, 1)), BOUGHT, ""));
        WantedCorrection wanted = new WantedCorrection(
                "o1", BOUGHT.minusSeconds(60), List.of(new WantedCorrection.Line(1, null, null, 2L, null)));
        Customer before = customer;
        record(
                customer,
                new Command.CorrectOrder(
                        new Request("r3", 3, ""),
                        "typed wrong",
                        events.size(),
                        Correction.of(events, wanted, version -> Programs.PLAIN, Programs.PLAIN, BOUGHT)));
        List<String> findings = new ArrayList<>();
        new CorrectionRule((rule, message) -> {
                    assertThat(rule).isEqualTo(VerificationRule.VERIFICATION_RULE_CORRECTION);
                    findings.add(message);
                })
                .of(before, tampering.apply((OrderCorrected) events.getLast().change()));
        return findings;
    }

    private static OrderCorrected with(OrderCorrected as, List<OrderLine> lines, long total, long points) {
        Change.CheckoutCompleted order = as.order();
        return new OrderCorrected(
                new Change.CheckoutCompleted(
                        order.orderId(),
                        order.purchaseTime(),
                        lines,
                        new Money(Programs.GBP, total),
                        points,
                        0,
                        0,
                        order.lot(),
                        order.rules(),
                        order.refundableUntil(),
                        order.countingDay(),
                        order.tierId()),
                as.purchaseTimeBefore(),
                as.dayBefore(),
                as.pointsMoved(),
                as.spendBefore(),
                as.spendAfter(),
                as.settled(),
                as.linesBefore());
    }

    @Test
    void whatWasRecordedKeepsItAndWhatWasTamperedWithDoesNot() {
        assertThat(findings(as -> as)).isEmpty();
        assertThat(findings(as -> with(as, as.order().lines(), 2_001, 20)))
                .singleElement()
                .asString()
                .contains("comes to 2001");
        assertThat(findings(as -> with(as, as.order().lines(), 2_000, 21)))
                .singleElement()
                .asString()
                .contains("earns 21 points");
        assertThat(findings(as -> with(as, List.of(new OrderLine("tea", "", 0, 1_000, 20)), 0, 20)))
                .singleElement()
                .asString()
                .contains("less of line 1 than the 1 refunded");
        assertThat(findings(as -> new OrderCorrected(
                        as.order(),
                        as.purchaseTimeBefore().plusMillis(1),
                        as.dayBefore(),
                        as.pointsMoved(),
                        as.spendBefore(),
                        as.spendAfter(),
                        as.settled(),
                        as.linesBefore())))
                .singleElement()
                .asString()
                .contains("starts from");
        assertThat(findings(as -> new OrderCorrected(
                        as.order(),
                        as.purchaseTimeBefore(),
                        as.dayBefore(),
                        as.pointsMoved(),
                        as.spendBefore(),
                        as.spendAfter(),
                        as.settled(),
                        List.of(new Change.LineBefore("soap", 1, 1, 0)))))
                .singleElement()
                .asString()
                .contains("other lines than the order had");
        List<String> unknown = new ArrayList<>();
        findings(as -> as);
        new CorrectionRule((rule, message) -> unknown.add(message))
                .of(Customer.NEW, (OrderCorrected) events.getLast().change());
        assertThat(unknown).singleElement().asString().contains("has none of that id");
    }
}
