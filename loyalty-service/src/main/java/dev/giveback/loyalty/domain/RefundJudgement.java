package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.RefundedLine;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.Change.ReturnedCoupon;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a refund, from what was recorded of its order; the rules of today decide only what happens to a shortfall. */
record RefundJudgement(Judgement judgement) {

    Decision of(RefundOrder refund) {
        Customer customer = judgement.customer();
        if (!customer.exists()) {
            return Judgement.customerNotFound();
        }
        Order order = customer.orders().open().get(refund.orderId());
        if (order == null) {
            return customer.orders().contains(refund.orderId())
                    ? windowClosed()
                    : Judgement.rejected(
                            Reason.ORDER_NOT_FOUND, "order_id: the customer has no order " + refund.orderId());
        }
        Instant refunded = refund.refundTime() == null
                ? judgement.now()
                : refund.refundTime().truncatedTo(ChronoUnit.MILLIS);
        Rejected rejected = refusal(refund, order, refunded);
        return rejected == null ? take(refund, order, refunded) : rejected;
    }

    private static @Nullable Rejected refusal(RefundOrder refund, Order order, Instant refunded) {
        for (int i = 0; i < refund.lines().size(); i++) {
            int line = refund.lines().get(i).line();
            if (!order.hasLine(line)) {
                return Judgement.rejected(
                        Reason.LINE_NOT_FOUND, "lines[" + i + "].line: the order has no line " + line);
            }
        }
        Instant until = order.completed().refundableUntil();
        if (refunded.isBefore(order.completed().purchaseTime()) || (until != null && !refunded.isBefore(until))) {
            return windowClosed();
        }
        for (int i = 0; i < refund.lines().size(); i++) {
            RefundOrder.Line line = refund.lines().get(i);
            if (line.quantity() > order.refundable(line.line())) {
                return new Rejected(Refusal.exceeds(
                        Reason.REFUND_EXCEEDS_ORDER,
                        "lines[" + i + "].quantity",
                        line.quantity(),
                        order.refundable(line.line())));
            }
        }
        if (refund.isShippingToo() && order.isShippingRefunded()) {
            return Judgement.rejected(Reason.REFUND_EXCEEDS_ORDER, "shipping: has been refunded already");
        }
        return null;
    }

    private static Rejected windowClosed() {
        return Judgement.rejected(
                Reason.REFUND_WINDOW_CLOSED, "refund_time: must lie between the purchase and the end of its window");
    }

    private Decision take(RefundOrder refund, Order order, Instant refunded) {
        List<RefundedLine> lines = new ArrayList<>(refund.lines().size());
        long due = 0;
        for (RefundOrder.Line line : refund.lines()) {
            long points = order.pointsDue(line.line(), line.quantity());
            OrderLine of = order.completed().lines().get(line.line() - 1);
            lines.add(new RefundedLine(line.line(), line.quantity(), points, of.product(), of.unitPriceMinor()));
            due += points;
        }
        Order after = order.refunded(lines, refund.isShippingToo());
        Restoration restoration = restoration(refund, order, after, refunded);
        Customer customer = judgement.customer();
        // Points restored by this refund can be taken back by it at once.
        Lots lots = restoration == null ? customer.lots() : customer.lots().plusAll(restoration.lots());
        List<LotUse> uses = lots.takeBack(due, order.lotId(), judgement.now(), customer.held(judgement.now()));
        long shortfall = due - LotUse.sum(uses);
        Shortfall policy = judgement.program().refunds().shortfall();
        if (shortfall > 0 && policy == Shortfall.REFUSE) {
            return Judgement.insufficient(due, due - shortfall);
        }
        return judgement.accepted(
                refund.request(),
                new OrderRefunded(
                        refund.orderId(),
                        refunded,
                        refund.reference(),
                        lines,
                        after.amountRefunded() - order.amountRefunded(),
                        due,
                        uses,
                        policy == Shortfall.CLAMP ? shortfall : 0,
                        policy == Shortfall.ALLOW_NEGATIVE ? shortfall : 0,
                        order.completed().countingDay(),
                        restoration),
                null);
    }

    private @Nullable Restoration restoration(RefundOrder refund, Order before, Order after, Instant refunded) {
        if (before.completed().price() == null) {
            // Free of charge by nature: nothing but the fact is to be remembered.
            return refund.isShippingToo() ? new Restoration(true, List.of(), 0, List.of()) : null;
        }
        RestoredPoints points = RestoredPoints.of(
                judgement,
                before.restored(before.pointsRestored(), after.pointsRestored()),
                refund.orderId(),
                refunded);
        List<ReturnedCoupon> coupons = after.isWhollyRefunded() && !before.isWhollyRefunded()
                ? returned(before.completed().price(), refunded)
                : List.of();
        boolean isNothing = points.owedPaid() == 0 && points.lots().isEmpty() && coupons.isEmpty();
        return isNothing && !refund.isShippingToo()
                ? null
                : new Restoration(refund.isShippingToo(), points.lots(), points.owedPaid(), coupons);
    }

    private List<ReturnedCoupon> returned(Price price, Instant refunded) {
        List<ReturnedCoupon> returned = new ArrayList<>();
        for (CouponUse use : price.coupons()) {
            Coupon coupon = judgement.customer().coupons().byId().get(use.couponId());
            if (coupon != null && coupon.terms().isReusable()) {
                returned.add(new ReturnedCoupon(
                        use.couponId(),
                        RestoredPoints.until(judgement, coupon.expires(), refunded),
                        coupon.origin(use.redeemedBefore()),
                        use.discount()));
            }
        }
        return returned;
    }
}
