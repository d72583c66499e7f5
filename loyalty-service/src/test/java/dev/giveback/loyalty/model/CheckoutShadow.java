package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of a customer's coupons, reservations and orders, kept beside the domain and without its code. It knows carts whose
 * coupons all have an effect and combine, and points that never expire; so what is used and what is refused can be told without pricing.
 */
final class CheckoutShadow {
    /** A coupon: who has redeemed it, whether it was taken back, and its time. */
    private static final class Voucher {
        @Nullable
        Instant expires;

        String redeemedBy = "";
        boolean isUsed;
        boolean isRevoked;
        boolean isExpiryRecorded;
        long cost;
    }

    private static final class Held {
        long points;
        List<String> coupons = List.of();
        Instant expires = Instant.MIN;
        long[] quantities = new long[0];
        boolean isCancelled;

        boolean isLive(Instant now) {
            return !isCancelled && now.isBefore(expires);
        }
    }

    private static final class Made {
        long[] left = new long[0];
        long money;
        long points;
        List<String> coupons = List.of();
    }

    private final Map<String, Voucher> vouchers = new HashMap<>();
    private final Map<String, Held> reservations = new HashMap<>();
    private final Map<String, Made> orders = new HashMap<>();

    /** Points that the customer has, held ones too. */
    long total;

    private static final long TTL_SECONDS = 900;

    long held(Instant now) {
        return reservations.values().stream()
                .filter(held -> held.isLive(now))
                .mapToLong(held -> held.points)
                .sum();
    }

    private long available(String orderId, Instant now) {
        Held own = reservations.get(orderId);
        return total - held(now) + (own != null && own.isLive(now) ? own.points : 0);
    }

    /** Why a coupon cannot be used for an order; null if it can. */
    @Nullable
    UnusedReason reasonAgainst(String couponId, String orderId, Instant now) {
        Voucher voucher = vouchers.get(couponId);
        if (voucher == null) {
            return UnusedReason.COUPON_NOT_FOUND;
        }
        if (!voucher.redeemedBy.isEmpty()) {
            return UnusedReason.REDEEMED;
        }
        if (voucher.isRevoked) {
            return UnusedReason.REVOKED;
        }
        String holder = holder(couponId, now);
        if (!holder.isEmpty() && holder.equals(orderId)) {
            return null;
        }
        if (voucher.expires != null && !now.isBefore(voucher.expires)) {
            return UnusedReason.EXPIRED;
        }
        return holder.isEmpty() ? null : UnusedReason.RESERVED;
    }

    private String holder(String couponId, Instant now) {
        for (Map.Entry<String, Held> held : reservations.entrySet()) {
            if (held.getValue().isLive(now) && held.getValue().coupons.contains(couponId)) {
                return held.getKey();
            }
        }
        return "";
    }

    List<String> usable(Cart cart, String orderId, Instant now) {
        List<String> usable = new ArrayList<>();
        for (String id : cart.couponIds()) {
            if (reasonAgainst(id, orderId, now) == null) {
                usable.add(id);
            }
        }
        return usable;
    }

    /** Whether this grant was made before. */
    boolean isKnown(String couponId) {
        return vouchers.containsKey(couponId);
    }

    /** Why a command must be refused; null if it must be accepted. */
    @Nullable
    Reason refusalOf(Command command, Instant now) {
        return switch (command) {
            case Command.GrantCoupon grant ->
                grant.pointsPrice() > total - held(now) ? Reason.INSUFFICIENT_POINTS : null;
            case Command.RevokeCoupon revoke -> ofRevocation(revoke.couponId(), now);
            case Command.ReserveCheckout reserve -> ofCart(reserve.orderId(), reserve.cart(), now);
            case Command.CompleteCheckout complete -> ofCart(complete.orderId(), complete.cart(), now);
            case Command.ExtendReservation extend -> notLive(extend.orderId(), now);
            case Command.CancelReservation cancel -> notLive(cancel.orderId(), now);
            case Command.ConfirmReservation confirm -> ofConfirmation(confirm, now);
            case Command.RefundOrder refund -> ofRefund(refund);
            default -> null;
        };
    }

    private @Nullable Reason ofRevocation(String couponId, Instant now) {
        UnusedReason reason = reasonAgainst(couponId, "", now);
        if (reason == null) {
            return null;
        }
        return !holder(couponId, now).isEmpty() && reason != UnusedReason.REDEEMED && reason != UnusedReason.REVOKED
                ? Reason.COUPON_RESERVED
                : Reason.valueOf(reason == UnusedReason.COUPON_NOT_FOUND ? reason.name() : "COUPON_" + reason.name());
    }

    private @Nullable Reason ofCart(String orderId, Cart cart, Instant now) {
        if (orders.containsKey(orderId)) {
            return Reason.ORDER_EXISTS;
        }
        return points(cart) > available(orderId, now) ? Reason.INSUFFICIENT_POINTS : null;
    }

    static long points(Cart cart) {
        return cart.payment() instanceof PointsPayment.Points points ? points.points() : 0;
    }

    private @Nullable Reason notLive(String orderId, Instant now) {
        if (orders.containsKey(orderId)) {
            return Reason.RESERVATION_CONFIRMED;
        }
        Held held = reservations.get(orderId);
        if (held == null) {
            return Reason.RESERVATION_NOT_FOUND;
        }
        if (held.isCancelled) {
            return Reason.RESERVATION_CANCELLED;
        }
        return held.isLive(now) ? null : Reason.RESERVATION_EXPIRED;
    }

    private @Nullable Reason ofConfirmation(Command.ConfirmReservation confirm, Instant now) {
        Reason reason = notLive(confirm.orderId(), now);
        Held held = reservations.get(confirm.orderId());
        if (reason != null || held == null) {
            return reason;
        }
        boolean isTooMuch =
                confirm.lines().stream().anyMatch(line -> line.quantity() > held.quantities[line.line() - 1]);
        return isTooMuch ? Reason.CAPTURE_EXCEEDS_HOLD : null;
    }

    private @Nullable Reason ofRefund(Command.RefundOrder refund) {
        Made made = orders.get(refund.orderId());
        if (made == null) {
            return Reason.ORDER_NOT_FOUND;
        }
        boolean isTooMuch = refund.lines().stream().anyMatch(line -> line.quantity() > made.left[line.line() - 1]);
        return isTooMuch ? Reason.REFUND_EXCEEDS_ORDER : null;
    }

    // What an accepted command does.

    void granted(Command.GrantCoupon grant) {
        Voucher voucher = new Voucher();
        voucher.expires = grant.expires();
        voucher.cost = grant.pointsPrice();
        vouchers.put(grant.couponId(), voucher);
        total -= grant.pointsPrice();
    }

    void revoked(Command.RevokeCoupon revoke) {
        Voucher voucher = voucher(revoke.couponId());
        voucher.isRevoked = true;
        total += revoke.restorePoints() ? voucher.cost : 0;
    }

    void reserved(Command.ReserveCheckout reserve, Instant now) {
        Held held = new Held();
        held.coupons = usable(reserve.cart(), reserve.orderId(), now);
        held.points = points(reserve.cart());
        held.expires = now.plusSeconds(TTL_SECONDS);
        held.quantities = quantities(reserve.cart());
        reservations.put(reserve.orderId(), held);
    }

    void extended(String orderId, Instant now) {
        Held held = held(orderId);
        Instant until = now.plusSeconds(TTL_SECONDS);
        held.expires = until.isAfter(held.expires) ? until : held.expires;
    }

    void cancelled(String orderId) {
        held(orderId).isCancelled = true;
    }

    void completed(Command.CompleteCheckout complete, long money, long earned, Instant now) {
        List<String> coupons = usable(complete.cart(), complete.orderId(), now);
        made(complete.orderId(), quantities(complete.cart()), coupons, money, points(complete.cart()), earned);
    }

    void confirmed(Command.ConfirmReservation confirm, long money, long points, long earned) {
        Held held = held(confirm.orderId());
        long[] quantities = new long[held.quantities.length];
        confirm.lines().forEach(line -> quantities[line.line() - 1] = line.quantity());
        made(
                confirm.orderId(),
                confirm.lines().isEmpty() ? held.quantities : quantities,
                held.coupons,
                money,
                points,
                earned);
    }

    long reservedPoints(String orderId) {
        return held(orderId).points;
    }

    private void made(String orderId, long[] quantities, List<String> coupons, long money, long points, long earned) {
        Made made = new Made();
        made.left = quantities.clone();
        made.money = money;
        made.points = points;
        made.coupons = coupons;
        orders.put(orderId, made);
        reservations.remove(orderId);
        for (String id : coupons) {
            voucher(id).redeemedBy = orderId;
            voucher(id).isUsed = true;
        }
        total += earned - points;
    }

    /** Takes a refund off the order. What must be left of it in the end is nothing. */
    void refunded(Command.RefundOrder refund, long money, long restored, long takenBack) {
        Made made = order(refund.orderId());
        refund.lines().forEach(line -> made.left[line.line() - 1] -= line.quantity());
        made.money -= money;
        made.points -= restored;
        total += restored - takenBack;
        if (isWhollyRefunded(refund.orderId())) {
            for (String id : made.coupons) {
                voucher(id).redeemedBy = "";
                voucher(id).isExpiryRecorded = false;
            }
            made.coupons = List.of();
        }
    }

    /** The coupons whose expiry is to be recorded now, with whether an order ever used them. */
    Map<String, Boolean> expiring(Instant now) {
        Map<String, Boolean> expiring = new HashMap<>();
        for (Map.Entry<String, Voucher> entry : vouchers.entrySet()) {
            if (!entry.getValue().isExpiryRecorded
                    && reasonAgainst(entry.getKey(), "", now) == UnusedReason.EXPIRED
                    && holder(entry.getKey(), now).isEmpty()) {
                expiring.put(entry.getKey(), entry.getValue().isUsed);
            }
        }
        return expiring;
    }

    void expired(Set<String> couponIds) {
        couponIds.forEach(id -> voucher(id).isExpiryRecorded = true);
    }

    boolean isWhollyRefunded(String orderId) {
        for (long left : order(orderId).left) {
            if (left > 0) {
                return false;
            }
        }
        return true;
    }

    long moneyLeft(String orderId) {
        return order(orderId).money;
    }

    long pointsLeft(String orderId) {
        return order(orderId).points;
    }

    private static long[] quantities(Cart cart) {
        return cart.lines().stream()
                .mapToLong(Command.CompleteCheckout.Line::quantity)
                .toArray();
    }

    private Voucher voucher(String id) {
        Voucher voucher = vouchers.get(id);
        if (voucher == null) {
            throw new AssertionError("coupon " + id + " was used and never granted");
        }
        return voucher;
    }

    private Held held(String orderId) {
        Held held = reservations.get(orderId);
        if (held == null) {
            throw new AssertionError("reservation " + orderId + " was used and never made");
        }
        return held;
    }

    private Made order(String orderId) {
        Made made = orders.get(orderId);
        if (made == null) {
            throw new AssertionError("order " + orderId + " was used and never made");
        }
        return made;
    }
}
