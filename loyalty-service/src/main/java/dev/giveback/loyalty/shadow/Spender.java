package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.AdjustPoints;
import dev.giveback.loyalty.domain.Command.CaptureHold;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.Command.HoldPoints;
import dev.giveback.loyalty.domain.Command.RedeemPoints;
import dev.giveback.loyalty.domain.Command.ReserveCheckout;
import dev.giveback.loyalty.domain.Command.SendPoints;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.pricing.Exact;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a customer asks for under other rules, in place of what it had asked for. */
record Spender(Spending spending) {
    /** Whether what was asked for takes points, and how many. 0 for anything else. */
    private static long taken(Command command) {
        return switch (command) {
            case RedeemPoints redeem -> redeem.points();
            case HoldPoints hold -> hold.points();
            case SendPoints send -> send.points();
            case AdjustPoints adjust -> Math.max(0, -adjust.points());
            case CompleteCheckout checkout -> paid(checkout.cart());
            case ReserveCheckout reserve -> paid(reserve.cart());
            default -> 0;
        };
    }

    private static long paid(Cart cart) {
        return cart.payment() instanceof PointsPayment.Points points ? points.points() : 0;
    }

    /**
     * What is asked for at first; null for nothing.
     *
     * @param baseline the same customer under the recorded rules, right before
     */
    @Nullable
    Command first(Command command, Customer side, Customer baseline, Instant now) {
        boolean isHardlySpending = command instanceof AdjustPoints || command instanceof SendPoints;
        if (spending == Spending.SAME_REQUESTS || isHardlySpending) {
            return command;
        }
        if (command instanceof GrantCoupon grant && grant.pointsPrice() > 0 && spending == Spending.NONE) {
            return null;
        }
        long asked = taken(command);
        if (asked == 0) {
            return command;
        }
        return withPoints(command, spending == Spending.NONE ? 0 : share(asked, side, baseline, now));
    }

    private static long share(long asked, Customer side, Customer baseline, Instant now) {
        long there = baseline.balance(now).available();
        long here = side.balance(now).available();
        return there == 0 ? Math.min(asked, here) : Exact.multiplyDivide(Math.min(asked, there), here, there);
    }

    /** What is asked for when there are too few points for the first; null when there is nothing else to ask for. */
    @Nullable
    Command capped(Command command, Customer side, Instant now) {
        if (command instanceof CaptureHold capture) {
            Holds.Open hold = side.holds().open().get(capture.holdId());
            boolean isTooMuch = hold != null && capture.points() > LotUse.sum(hold.uses());
            return isTooMuch ? new CaptureHold(capture.request(), capture.holdId(), 0) : null;
        }
        long asked = taken(command);
        long there = asked == 0 ? 0 : side.balance(now).available();
        return asked == 0 || there >= asked ? null : withPoints(command, there);
    }

    /** An order without paying by points; null for anything else. */
    @Nullable
    Command unpaid(Command command) {
        boolean isPaid = (command instanceof CompleteCheckout checkout
                        && checkout.cart().payment() != null)
                || (command instanceof ReserveCheckout reserve && reserve.cart().payment() != null);
        return isPaid ? withPoints(command, 0) : null;
    }

    /** The same for so many points; without payment, or null, for none. */
    private static @Nullable Command withPoints(Command command, long points) {
        return switch (command) {
            case CompleteCheckout checkout ->
                new CompleteCheckout(
                        checkout.request(),
                        checkout.orderId(),
                        paying(checkout.cart(), points),
                        checkout.purchaseTime(),
                        null);
            case ReserveCheckout reserve ->
                new ReserveCheckout(
                        reserve.request(),
                        reserve.orderId(),
                        paying(reserve.cart(), points),
                        reserve.timeToLive(),
                        null);
            case RedeemPoints redeem ->
                points == 0 ? null : new RedeemPoints(redeem.request(), points, redeem.reference());
            case HoldPoints hold ->
                points == 0 ? null : new HoldPoints(hold.request(), hold.holdId(), points, hold.timeToLive());
            case SendPoints send ->
                points == 0
                        ? null
                        : new SendPoints(
                                send.request(), send.transferId(), send.recipient(), points, send.reference(), null);
            case AdjustPoints adjust ->
                points == 0 ? null : new AdjustPoints(adjust.request(), -points, adjust.reason());
            default -> command;
        };
    }

    private static Cart paying(Cart cart, long points) {
        return new Cart(
                cart.lines(),
                cart.shipping(),
                cart.couponIds(),
                cart.refusedCodes(),
                points == 0 ? null : new PointsPayment.Points(points));
    }
}
