package dev.giveback.loyalty.directory;

import dev.giveback.journal.v1.ActivityRewarded;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEnrolled;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.HoldCaptured;
import dev.giveback.journal.v1.HoldReleased;
import dev.giveback.journal.v1.OrderRefunded;
import dev.giveback.journal.v1.PointsAdjusted;
import dev.giveback.journal.v1.PointsExpired;
import dev.giveback.journal.v1.PointsHeld;
import dev.giveback.journal.v1.PointsRedeemed;
import dev.giveback.journal.v1.StoredBalance;
import dev.giveback.journal.v1.StoredLot;
import dev.giveback.journal.v1.StoredLotUse;
import dev.giveback.journal.v1.StoredTier;

/** Stored events with the fields that the directory reads. */
final class Events {
    private Events() {}

    static CustomerEvent.Builder enrolled() {
        return CustomerEvent.newBuilder().setCustomerEnrolled(CustomerEnrolled.getDefaultInstance());
    }

    /** An order; 0 as expiry is never. */
    static CustomerEvent.Builder checkout(long points, long expiresMillis) {
        return CustomerEvent.newBuilder()
                .setCheckoutCompleted(
                        CheckoutCompleted.newBuilder().setPointsEarned(points).setLot(lot(points, expiresMillis)));
    }

    static CustomerEvent.Builder activity(long points, long expiresMillis) {
        return CustomerEvent.newBuilder()
                .setActivityRewarded(
                        ActivityRewarded.newBuilder().setPoints(points).setLot(lot(points, expiresMillis)));
    }

    /** An adjustment; points that were added make a lot. */
    static CustomerEvent.Builder adjusted(long points, long expiresMillis) {
        PointsAdjusted.Builder adjusted = PointsAdjusted.newBuilder().setPoints(points);
        if (points > 0) {
            adjusted.setLot(lot(points, expiresMillis));
        } else {
            adjusted.addUses(use(-points));
        }
        return CustomerEvent.newBuilder().setPointsAdjusted(adjusted);
    }

    static CustomerEvent.Builder refunded(long taken, long owed, long forgiven) {
        return CustomerEvent.newBuilder()
                .setOrderRefunded(OrderRefunded.newBuilder()
                        .addUses(use(taken))
                        .setPointsOwed(owed)
                        .setPointsForgiven(forgiven)
                        .setPointsDue(taken + owed + forgiven));
    }

    /** Points spent, from two lots. */
    static CustomerEvent.Builder redeemed(long one, long other) {
        return CustomerEvent.newBuilder()
                .setPointsRedeemed(PointsRedeemed.newBuilder().addUses(use(one)).addUses(use(other)));
    }

    static CustomerEvent.Builder held(long points) {
        return CustomerEvent.newBuilder()
                .setPointsHeld(PointsHeld.newBuilder().setHoldId("hold").addUses(use(points)));
    }

    static CustomerEvent.Builder captured(long points, long released) {
        return CustomerEvent.newBuilder()
                .setHoldCaptured(HoldCaptured.newBuilder()
                        .setHoldId("hold")
                        .addUses(use(points))
                        .setReleased(released));
    }

    static CustomerEvent.Builder released(long points) {
        return CustomerEvent.newBuilder()
                .setHoldReleased(HoldReleased.newBuilder().setHoldId("hold").setReleased(points));
    }

    /** What the sweeper finds. */
    static CustomerEvent.Builder expired(long points) {
        return CustomerEvent.newBuilder()
                .setPointsExpired(PointsExpired.getDefaultInstance())
                .addExpired(use(points));
    }

    static StoredTier tier(String tierId) {
        return StoredTier.newBuilder().setTierId(tierId).build();
    }

    static StoredLotUse use(long points) {
        return StoredLotUse.newBuilder().setLotId(1).setPoints(points).build();
    }

    static StoredBalance balance(long available, long pending, long held, long owed) {
        return StoredBalance.newBuilder()
                .setAvailable(available)
                .setPending(pending)
                .setHeld(held)
                .setOwed(owed)
                .build();
    }

    private static StoredLot lot(long points, long expiresMillis) {
        return StoredLot.newBuilder()
                .setLotId(1)
                .setOriginal(points)
                .setExpiresMillis(expiresMillis)
                .build();
    }
}
