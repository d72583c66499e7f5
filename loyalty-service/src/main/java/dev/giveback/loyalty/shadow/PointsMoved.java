package dev.giveback.loyalty.shadow;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.SpentLot;
import org.jspecify.annotations.Nullable;

/**
 * Points that an event gave and took by what it is about; those that had expired are left aside, because they depend on the clock.
 *
 * @param given to the customer
 * @param taken from the customer
 */
record PointsMoved(long given, long taken) {
    private static final PointsMoved NONE = new PointsMoved(0, 0);

    boolean isNothing() {
        return given == 0 && taken == 0;
    }

    static PointsMoved of(CustomerEvent event) {
        return switch (event.change()) {
            case Change.CheckoutCompleted completed ->
                new PointsMoved(
                        completed.pointsEarned(),
                        completed.price() == null ? 0 : completed.price().pointsRedeemed());
            case Change.OrderRefunded refunded ->
                new PointsMoved(restored(refunded.restoration()), LotUse.sum(refunded.uses()) + refunded.pointsOwed());
            case Change.ActivityRewarded rewarded -> new PointsMoved(rewarded.points(), 0);
            case Change.PointsRedeemed redeemed -> new PointsMoved(0, LotUse.sum(redeemed.uses()));
            case Change.HoldCaptured captured -> new PointsMoved(0, LotUse.sum(captured.uses()));
            case Change.PointsAdjusted adjusted ->
                new PointsMoved(Math.max(0, adjusted.points()), Math.max(0, -adjusted.points()));
            case Change.CouponGranted granted ->
                new PointsMoved(0, SpentLot.sum(granted.coupon().spent()));
            case Change.CouponRevoked revoked -> new PointsMoved(restored(revoked.restoration()), 0);
            case Change.PointsSent sent -> new PointsMoved(0, SpentLot.sum(sent.lots()));
            case Change.PointsReceived received -> new PointsMoved(received.points(), 0);
            case Change.TransferReturned returned -> new PointsMoved(returned.points(), 0);
            case Change.MergeBegun begun -> new PointsMoved(0, begun.points());
            case Change.CustomerAbsorbed absorbed ->
                new PointsMoved(absorbed.estate().points(), 0);
            case Change.MergeReverted reverted -> new PointsMoved(reverted.points(), 0);
            case Change.OrdersRederived rederived ->
                new PointsMoved(Math.max(0, rederived.points()), Math.max(0, -rederived.points()));
            case Change.OrderCorrected corrected -> {
                long points = corrected.settled().points();
                yield new PointsMoved(Math.max(0, points), Math.max(0, -points));
            }
            case Change.ProfileChanged none -> NONE;
            case Change.PreferencesChanged none -> NONE;
            case Change.CustomerErased none -> NONE;
            case Change.CustomerEnrolled none -> NONE;
            case Change.PointsHeld none -> NONE;
            case Change.HoldReleased none -> NONE;
            case Change.CheckoutReserved none -> NONE;
            case Change.ReservationExtended none -> NONE;
            case Change.ReservationCancelled none -> NONE;
            case Change.TransferDeclined none -> NONE;
            case Change.TransferSettled none -> NONE;
            case Change.MergeDeclined none -> NONE;
            case Change.MergeSettled none -> NONE;
            case Change.PointsExpired none -> NONE;
        };
    }

    private static long restored(Change.@Nullable Restoration restoration) {
        return restoration == null ? 0 : restoration.points();
    }
}
