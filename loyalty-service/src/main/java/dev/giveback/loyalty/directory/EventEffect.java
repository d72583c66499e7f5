package dev.giveback.loyalty.directory;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.OrdersRederived;
import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredEstate;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.journal.v1.StoredRederivedOrder;
import dev.giveback.journal.v1.StoredRestoration;
import dev.giveback.journal.v1.StoredReturnedCoupon;
import dev.giveback.journal.v1.StoredSpentLot;
import dev.giveback.loyalty.domain.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What one stored event adds to the sums of its customer.
 *
 * @param sums points by what happened to them
 * @param orders completed, or come from another customer; negative when they left for one
 * @param enrolled whether the customer is a member from now on
 * @param expiresMillis when the first of the lots and coupons expires that the event added; {@link #NEVER} without one
 */
record EventEffect(Totals sums, long orders, boolean enrolled, long expiresMillis) {
    /** No expiry, as the stored lot says it. */
    static final long NEVER = 0;

    /** Reads an event; it refuses a change that this build does not know, because any guess would make the sums wrong for ever. */
    static EventEffect of(CustomerEvent event) {
        long expired = points(event.getExpiredList());
        return switch (event.getChangeCase()) {
            case CHECKOUT_COMPLETED -> {
                var completed = event.getCheckoutCompleted();
                long spent = spentPoints(completed.getPrice().getSpentList());
                yield new EventEffect(
                        new Totals(completed.getPointsEarned(), spent, expired, 0, 0, 0),
                        1,
                        false,
                        expiry(completed.getLot()));
            }
            case ACTIVITY_REWARDED -> {
                var rewarded = event.getActivityRewarded();
                yield new EventEffect(earned(rewarded.getPoints(), expired), 0, false, expiry(rewarded.getLot()));
            }
            case POINTS_ADJUSTED -> {
                var adjusted = event.getPointsAdjusted();
                Totals sums = new Totals(0, 0, expired, 0, 0, adjusted.getPoints());
                yield new EventEffect(sums, 0, false, expiry(adjusted.getLot()));
            }
            case ORDER_REFUNDED -> {
                StoredRestoration restoration = event.getOrderRefunded().getRestoration();
                long takenBack = takenBack(event.getOrderRefunded());
                yield new EventEffect(
                        new Totals(0, 0, expired, takenBack, restored(restoration), 0),
                        0,
                        false,
                        earliestExpiry(restoration));
            }
            case COUPON_GRANTED -> {
                StoredCoupon coupon = event.getCouponGranted().getCoupon();
                Totals sums = new Totals(0, spentPoints(coupon.getSpentList()), expired, 0, 0, 0);
                yield new EventEffect(sums, 0, false, coupon.getExpiresMillis());
            }
            case COUPON_REVOKED -> {
                StoredRestoration restoration = event.getCouponRevoked().getRestoration();
                yield new EventEffect(
                        new Totals(0, 0, expired, 0, restored(restoration), 0), 0, false, earliestExpiry(restoration));
            }
            case POINTS_SENT ->
                only(transferred(-spentPoints(event.getPointsSent().getLotsList()), expired));
            case POINTS_RECEIVED -> {
                var received = event.getPointsReceived();
                yield arrived(received.getLotsList(), received.getOwedPaid(), expired);
            }
            case TRANSFER_RETURNED -> {
                var returned = event.getTransferReturned();
                yield arrived(returned.getLotsList(), returned.getOwedPaid(), expired);
            }
            case MERGE_BEGUN -> {
                var begun = event.getMergeBegun();
                yield new EventEffect(transferred(-begun.getPoints(), expired), -begun.getOrderCount(), false, NEVER);
            }
            case CUSTOMER_ABSORBED -> {
                StoredEstate estate = event.getCustomerAbsorbed().getEstate();
                yield new EventEffect(
                        transferred(points(estate), expired),
                        estate.getOrderCount(),
                        estate.getEnrolledMillis() != 0,
                        earliestExpiry(estate));
            }
            case MERGE_REVERTED -> {
                var reverted = event.getMergeReverted();
                yield new EventEffect(
                        transferred(reverted.getPoints(), expired),
                        reverted.getOrderCount(),
                        false,
                        reverted.getNextExpiryMillis());
            }
            case ORDERS_REDERIVED -> rederived(event.getOrdersRederived(), expired);
            case ORDER_CORRECTED -> rederived(event.getOrderCorrected().getSettled(), expired);
            case POINTS_REDEEMED -> spent(event.getPointsRedeemed().getUsesList(), expired);
            case HOLD_CAPTURED -> spent(event.getHoldCaptured().getUsesList(), expired);
            case CUSTOMER_ENROLLED -> new EventEffect(earned(0, expired), 0, true, NEVER);
            case POINTS_HELD,
                    HOLD_RELEASED,
                    POINTS_EXPIRED,
                    CHECKOUT_RESERVED,
                    RESERVATION_EXTENDED,
                    RESERVATION_CANCELLED,
                    TRANSFER_DECLINED,
                    TRANSFER_SETTLED,
                    MERGE_DECLINED,
                    MERGE_SETTLED,
                    PROFILE_CHANGED,
                    PREFERENCES_CHANGED,
                    CUSTOMER_ERASED -> only(earned(0, expired));
            case CHANGE_NOT_SET ->
                throw new IllegalStateException(
                        "change: none (expected: one that this build knows; was it written by a later one?)");
        };
    }

    private static EventEffect only(Totals sums) {
        return new EventEffect(sums, 0, false, NEVER);
    }

    private static Totals earned(long points, long expired) {
        return new Totals(points, 0, expired, 0, 0, 0);
    }

    private static Totals transferred(long points, long expired) {
        return new Totals(0, 0, expired, 0, 0, 0, points);
    }

    private static EventEffect arrived(List<StoredLot> lots, long owedPaid, long expired) {
        return new EventEffect(transferred(points(lots, owedPaid), expired), 0, false, earliest(expiries(lots)));
    }

    private static EventEffect rederived(OrdersRederived rederived, long expired) {
        long earned = 0;
        long takenBack = 0;
        List<StoredLot> lots = new ArrayList<>();
        for (StoredRederivedOrder order : rederived.getOrdersList()) {
            earned = Math.addExact(earned, order.getPointsAdded());
            takenBack = Math.addExact(takenBack, points(order.getUsesList()) + order.getPointsOwed());
            if (order.hasLot()) {
                lots.add(order.getLot());
            }
        }
        return new EventEffect(new Totals(earned, 0, expired, takenBack, 0, 0), 0, false, earliest(expiries(lots)));
    }

    private static EventEffect spent(List<StoredLotUse> uses, long expired) {
        return only(new Totals(0, points(uses), expired, 0, 0, 0));
    }

    /** What was taken from lots, and what could not be and is owed. */
    private static long takenBack(OrderRefunded refunded) {
        return Math.addExact(points(refunded.getUsesList()), refunded.getPointsOwed());
    }

    private static long restored(StoredRestoration restoration) {
        return points(restoration.getLotsList(), restoration.getOwedPaid());
    }

    private static long points(List<StoredLot> lots, long owedPaid) {
        long points = owedPaid;
        for (StoredLot lot : lots) {
            points = Math.addExact(points, lot.getOriginal());
        }
        return points;
    }

    /** What is left in the lots, which is not what they had at first, less what is owed. */
    private static long points(StoredEstate estate) {
        long points = -estate.getOwed();
        for (StoredLot lot : estate.getLotsList()) {
            points = Math.addExact(points, lot.getRemaining());
        }
        return points;
    }

    private static long earliestExpiry(StoredRestoration restoration) {
        return earliest(LongStream.concat(
                expiries(restoration.getLotsList()),
                restoration.getCouponsList().stream().mapToLong(StoredReturnedCoupon::getExpiresMillis)));
    }

    private static long earliestExpiry(StoredEstate estate) {
        return earliest(LongStream.concat(
                expiries(estate.getLotsList()),
                estate.getCouponsList().stream().mapToLong(StoredCoupon::getExpiresMillis)));
    }

    private static LongStream expiries(List<StoredLot> lots) {
        return lots.stream().mapToLong(StoredLot::getExpiresMillis);
    }

    private static long earliest(LongStream expiries) {
        return expiries.filter(millis -> millis != NEVER).min().orElse(NEVER);
    }

    private static long spentPoints(List<StoredSpentLot> spent) {
        long points = 0;
        for (StoredSpentLot lot : spent) {
            points = Math.addExact(points, lot.getPoints());
        }
        return points;
    }

    /** An unset lot reads as one that never expires, which comes to the same. */
    private static long expiry(StoredLot lot) {
        return lot.getExpiresMillis();
    }

    private static long points(List<StoredLotUse> uses) {
        long points = 0;
        for (StoredLotUse use : uses) {
            points = Math.addExact(points, use.getPoints());
        }
        return points;
    }
}
