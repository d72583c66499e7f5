package dev.giveback.loyalty.verification;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.v1.VerificationRule;
import java.util.List;
import java.util.function.BiConsumer;

/** The rule that a correction keeps, judged by the customer before it. */
record CorrectionRule(BiConsumer<VerificationRule, String> broken) {
    void of(Customer customer, Change.OrderCorrected corrected) {
        CheckoutCompleted facts = corrected.order();
        String id = facts.orderId();
        Order order = customer.orders().open().get(id);
        if (order == null && !customer.orders().closed().contains(id)) {
            broken("the order " + id + " is corrected, and the customer has none of that id");
        } else if (order != null) {
            of(order, corrected);
        }
        long points = facts.lines().stream().mapToLong(OrderLine::points).sum();
        if (points != facts.pointsEarned() || points != corrected.own().after()) {
            broken("the corrected order " + id + " earns " + facts.pointsEarned() + " points; its lines earn " + points
                    + ", and " + corrected.own().after() + " were made good");
        }
        if (facts.total().minor() != total(facts)) {
            broken("the corrected order " + id + " comes to " + facts.total().minor()
                    + " minor units; its lines and the rest of its price come to " + total(facts));
        }
    }

    private void of(Order order, Change.OrderCorrected corrected) {
        CheckoutCompleted known = order.completed();
        String id = known.orderId();
        if (!known.purchaseTime().equals(corrected.purchaseTimeBefore())
                || known.countingDay() != corrected.dayBefore()
                || order.pointsEarned() != corrected.own().before()) {
            broken("the correction of order " + id + " starts from " + corrected.purchaseTimeBefore() + " and "
                    + corrected.own().before() + " points; the order was bought at " + known.purchaseTime()
                    + " and earned " + order.pointsEarned());
        }
        if (!corrected.linesBefore().isEmpty() && !corrected.linesBefore().equals(order.linesBefore())) {
            broken("the correction of order " + id + " tells other lines than the order had before");
        }
        List<Long> refunded = order.refundedQuantities();
        List<OrderLine> lines = corrected.order().lines();
        for (int i = 0; i < refunded.size(); i++) {
            if (i >= lines.size() || lines.get(i).quantity() < refunded.get(i)) {
                broken("the corrected order " + id + " has less of line " + (i + 1) + " than the " + refunded.get(i)
                        + " refunded");
            }
        }
    }

    private static long total(CheckoutCompleted order) {
        long total = 0;
        for (OrderLine line : order.lines()) {
            total += line.quantity() * line.unitPriceMinor();
        }
        Price price = order.price();
        return price == null ? total : total + price.shipping() - price.discountTotal() - price.pointsValue();
    }

    private void broken(String message) {
        broken.accept(VerificationRule.VERIFICATION_RULE_CORRECTION, message);
    }
}
