package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.ConfirmReservation;
import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Reservations;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.domain.UnusedCoupon;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What had been asked for when an order was made, reserved or refunded, or a coupon granted. */
final class RecordedOrders {
    private RecordedOrders() {}

    static List<Command> checkouts(Request request, CheckoutCompleted completed, Customer before, Instant time) {
        Reservations.@Nullable Open reservation = before.reservations().live(completed.orderId(), time);
        Command checkout =
                new CompleteCheckout(request, completed.orderId(), cart(completed), completed.purchaseTime(), null);
        if (reservation == null) {
            return List.of(checkout);
        }
        Command confirmation = new ConfirmReservation(
                request, completed.orderId(), confirmed(completed, reservation.order()), completed.purchaseTime());
        return List.of(confirmation, checkout);
    }

    /** Empty for all of the reservation. */
    private static List<ConfirmReservation.Line> confirmed(CheckoutCompleted completed, CheckoutCompleted reserved) {
        List<ConfirmReservation.Line> lines = new ArrayList<>();
        boolean isWhole = true;
        for (int i = 0; i < completed.lines().size() && i < reserved.lines().size(); i++) {
            long quantity = completed.lines().get(i).quantity();
            isWhole &= quantity == reserved.lines().get(i).quantity();
            if (quantity > 0) {
                lines.add(new ConfirmReservation.Line(i + 1, quantity));
            }
        }
        return isWhole ? List.of() : lines;
    }

    static ReserveCheckout reservation(Request request, CheckoutReserved reserved, Instant time) {
        return new ReserveCheckout(
                request,
                reserved.order().orderId(),
                cart(reserved.order()),
                Duration.between(time, reserved.expires()),
                null);
    }

    private static Cart cart(CheckoutCompleted order) {
        List<CompleteCheckout.Line> lines = new ArrayList<>(order.lines().size());
        for (OrderLine line : order.lines()) {
            Money unitPrice = new Money(order.total().currency(), line.unitPriceMinor());
            lines.add(new CompleteCheckout.Line(line.product(), line.category(), line.quantity(), unitPrice));
        }
        Price price = order.price();
        return price == null ? Cart.of(lines) : priced(lines, price);
    }

    private static Cart priced(List<CompleteCheckout.Line> lines, Price price) {
        List<String> couponIds = new ArrayList<>();
        List<UnusedCoupon> refusedCodes = new ArrayList<>();
        for (CouponUse use : price.coupons()) {
            couponIds.add(use.couponId());
        }
        for (UnusedCoupon unused : price.unused()) {
            if (unused.couponId().isEmpty()) {
                refusedCodes.add(unused);
            } else {
                couponIds.add(unused.couponId());
            }
        }
        boolean isBare = price.shipping() == 0 && couponIds.isEmpty() && refusedCodes.isEmpty();
        return new Cart(lines, price.shipping(), couponIds, refusedCodes, payment(price, isBare));
    }

    /** Nothing else than points can have been asked for by an order that has a price and nothing in it. */
    private static @Nullable PointsPayment payment(Price price, boolean isBare) {
        long asked = price.pointsRedeemed() + price.pointsNotNeeded();
        if (asked > 0) {
            return new PointsPayment.Points(asked);
        }
        return isBare ? new PointsPayment.Maximum() : null;
    }

    static RefundOrder refund(Request request, OrderRefunded refunded) {
        return new RefundOrder(
                request,
                refunded.orderId(),
                refunded.lines().stream()
                        .map(line -> new RefundOrder.Line(line.line(), line.quantity()))
                        .toList(),
                refunded.refundTime(),
                refunded.reference(),
                refunded.restoration() != null && refunded.restoration().isShipping());
    }

    static GrantCoupon grant(Request request, Coupon coupon) {
        return new GrantCoupon(
                request,
                coupon.id(),
                coupon.campaign(),
                coupon.campaignVersion(),
                coupon.terms(),
                coupon.start(),
                coupon.expires(),
                coupon.code(),
                SpentLot.sum(coupon.spent()),
                coupon.content());
    }
}
