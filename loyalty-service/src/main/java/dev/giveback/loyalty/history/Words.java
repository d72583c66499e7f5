package dev.giveback.loyalty.history;

import static dev.giveback.loyalty.history.Texts.counted;
import static dev.giveback.loyalty.history.Texts.money;
import static dev.giveback.loyalty.history.Texts.points;
import static dev.giveback.loyalty.history.Texts.time;
import static dev.giveback.loyalty.history.Texts.were;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.domain.TierGrant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event says, in one sentence for people. */
final class Words {
    private static final String POINT = "point";

    private Words() {}

    /**
     * The sentence.
     *
     * @param currency of the program, for amounts whose event names none
     */
    static String of(CustomerEvent event, Currency currency) {
        List<String> parts = new ArrayList<>();
        parts.add(change(event, currency));
        CustomerEvent.Header header = event.header();
        if (!header.expired().isEmpty()) {
            parts.add(points(LotUse.sum(header.expired())) + " had expired");
        }
        if (!header.expiredCoupons().isEmpty()) {
            parts.add(header.expiredCoupons().stream()
                            .map(coupon -> coupon.couponId())
                            .collect(Collectors.joining(
                                    ", ", counted(header.expiredCoupons().size(), "coupon") + " (", ")"))
                    + " had expired");
        }
        if (header.tier() != null) {
            parts.add(tier(header.tier()));
        }
        return String.join("; ", parts) + ".";
    }

    private static String tier(TierGrant tier) {
        String until = tier.end() == null ? "" : " until " + time(tier.end());
        return tier.tierId().isEmpty() ? "the tier was lost" : "the tier is " + tier.tierId() + until;
    }

    private static String change(CustomerEvent event, Currency currency) {
        return switch (event.change()) {
            case Change.CustomerEnrolled enrolled -> "The customer enrolled";
            case CheckoutCompleted completed -> completed(event, completed);
            case OrderRefunded refunded -> refunded(event, refunded, currency);
            case Change.ActivityRewarded rewarded ->
                "The activity " + rewarded.activity() + " earned " + points(rewarded.points())
                        + paying(rewarded.owedPaid());
            case Change.PointsRedeemed redeemed ->
                were(LotUse.sum(redeemed.uses()), POINT) + " redeemed" + on(redeemed.reference());
            case Change.PointsHeld held ->
                were(LotUse.sum(held.uses()), POINT) + " set aside by hold " + held.holdId() + " until "
                        + time(held.expires());
            case Change.HoldCaptured captured ->
                "Hold " + captured.holdId() + " was captured: " + were(LotUse.sum(captured.uses()), POINT) + " spent"
                        + freeing(captured.released());
            case Change.HoldReleased released ->
                "Hold " + released.holdId() + " was released" + freeing(released.released());
            case Change.PointsAdjusted adjusted ->
                were(Math.abs(adjusted.points()), POINT)
                        + (adjusted.points() < 0 ? " taken by hand: " : " added by hand: ")
                        + adjusted.reason()
                        + paying(adjusted.owedPaid());
            case Change.CouponGranted granted ->
                "Coupon " + granted.coupon().id() + " ("
                        + granted.coupon().terms().title() + ") was granted"
                        + price(SpentLot.sum(granted.coupon().spent()));
            case Change.CouponRevoked revoked ->
                "Coupon " + revoked.couponId() + " was taken back"
                        + (revoked.reason().isEmpty() ? "" : ": " + revoked.reason())
                        + restored(revoked.restoration());
            case Change.CheckoutReserved reserved ->
                "Order " + reserved.order().orderId() + " of "
                        + money(
                                reserved.order().total().minor(),
                                reserved.order().total().currency())
                        + " was reserved until " + time(reserved.expires())
                        + using(reserved.order().price());
            case Change.ReservationExtended extended ->
                "The reservation of order " + extended.orderId() + " was extended until " + time(extended.expires());
            case Change.ReservationCancelled cancelled ->
                "The reservation of order " + cancelled.orderId() + " was cancelled" + freeing(cancelled.released());
            case Change.PointsExpired expired -> "Time ran out";
            case Change.PointsSent sent ->
                were(SpentLot.sum(sent.lots()), POINT) + " sent to customer " + sent.recipient() + " by transfer "
                        + sent.transferId();
            case Change.PointsReceived received ->
                were(received.points(), POINT) + " received from customer " + received.sender() + " by transfer "
                        + received.transferId() + paying(received.owedPaid());
            case Change.TransferDeclined declined ->
                were(declined.points(), POINT) + " declined that customer " + declined.sender() + " had sent: "
                        + declined.reason();
            case Change.TransferSettled settled ->
                "The points of transfer " + settled.transferId() + " reached customer " + settled.recipient();
            case Change.TransferReturned returned ->
                points(returned.points()) + " of transfer " + returned.transferId() + " came back, customer "
                        + returned.recipient() + " declined them: " + returned.reason() + paying(returned.owedPaid());
            case Change.MergeBegun begun ->
                "The customer was closed, and " + points(begun.points()) + " and "
                        + counted(begun.orderCount(), "order") + " left for customer " + begun.target();
            case Change.CustomerAbsorbed absorbed ->
                "Customer " + absorbed.source() + " was merged into this one, with "
                        + points(absorbed.estate().points()) + " and "
                        + counted(absorbed.estate().orderCount(), "order");
            case Change.MergeDeclined declined ->
                "Customer " + declined.source() + " was not taken: "
                        + declined.declined().reason();
            case Change.MergeSettled settled -> "Customer " + settled.target() + " has everything of this one";
            case Change.OrdersRederived rederived ->
                "What " + counted(rederived.orders().size(), "order") + " earn was derived again: "
                        + points(rederived.points());
            case Change.OrderCorrected corrected -> corrected(corrected, currency);
            case Change.ProfileChanged changed ->
                "Profile: " + counted(changed.set().size(), "field") + " set, "
                        + changed.cleared().size() + " cleared";
            case Change.PreferencesChanged changed -> preferences(changed.preferences());
            case Change.CustomerErased erased -> "The customer was erased";
            case Change.MergeReverted reverted ->
                "Customer " + reverted.target() + " did not take this one ("
                        + reverted.declined().reason() + "): " + points(reverted.points()) + " and "
                        + counted(reverted.orderCount(), "order") + " are back";
        };
    }

    private static String completed(CustomerEvent event, CheckoutCompleted completed) {
        return "Order " + completed.orderId() + " of "
                + money(completed.total().minor(), completed.total().currency()) + " earned "
                + points(completed.pointsEarned())
                + (completed.pointsCut() == 0 ? "" : " (" + points(completed.pointsCut()) + " cut by caps)")
                + using(completed.price())
                + paying(completed.owedPaid())
                + late(event, "bought");
    }

    private static String refunded(CustomerEvent event, OrderRefunded refunded, Currency currency) {
        return were(refunded.lines().size(), "line") + " refunded of order " + refunded.orderId() + ": "
                + money(refunded.amount(), currency) + ", " + points(refunded.pointsDue()) + " due, "
                + points(LotUse.sum(refunded.uses())) + " taken back"
                + (refunded.pointsForgiven() == 0 ? "" : ", " + points(refunded.pointsForgiven()) + " forgiven")
                + (refunded.pointsOwed() == 0 ? "" : ", " + points(refunded.pointsOwed()) + " owed")
                + restored(refunded.restoration())
                + late(event, "refunded");
    }

    private static String corrected(Change.OrderCorrected corrected, Currency currency) {
        CheckoutCompleted order = corrected.order();
        Change.RederivedOrder own = corrected.own();
        int others = corrected.settled().orders().size() - 1;
        return "Order " + order.orderId() + " was corrected ("
                + corrected.settled().reason() + "): "
                + (order.purchaseTime().equals(corrected.purchaseTimeBefore())
                        ? ""
                        : "bought at " + time(order.purchaseTime()) + " instead of "
                                + time(corrected.purchaseTimeBefore()) + ", ")
                + "it comes to " + money(order.total().minor(), currency) + " and earns " + points(own.after())
                + " instead of " + points(own.before())
                + (others == 0 ? "" : "; " + counted(others, "other order") + " earn something else because of it")
                + ": " + points(corrected.settled().points());
    }

    /** Of what was recorded later than it happened, when that was. */
    private static String late(CustomerEvent event, String what) {
        var effective = dev.giveback.loyalty.domain.Hindsight.effective(event);
        return effective.isBefore(event.header().time()) ? ", " + what + " at " + time(effective) : "";
    }

    private static String using(@Nullable Price price) {
        if (price == null) {
            return "";
        }
        String coupons = price.coupons().isEmpty()
                ? ""
                : price.coupons().stream()
                        .map(use -> use.couponId())
                        .collect(Collectors.joining(
                                ", ", ", with " + (price.coupons().size() == 1 ? "coupon " : "coupons "), ""));
        return coupons + (price.pointsRedeemed() == 0 ? "" : ", paid with " + points(price.pointsRedeemed()));
    }

    private static String on(String reference) {
        return reference.isEmpty() ? "" : " on " + reference;
    }

    private static String price(long points) {
        return points == 0 ? "" : " for " + points(points);
    }

    private static String freeing(long points) {
        return points == 0 ? "" : ", and " + points(points) + (points == 1 ? " is" : " are") + " free again";
    }

    private static String paying(long owedPaid) {
        return owedPaid == 0 ? "" : ", of which " + points(owedPaid) + " paid off what was owed";
    }

    private static String restored(@Nullable Restoration restoration) {
        if (restoration == null) {
            return "";
        }
        String coupons = restoration.coupons().isEmpty()
                ? ""
                : restoration.coupons().stream()
                        .map(coupon -> coupon.couponId())
                        .collect(Collectors.joining(", ", ", given back: coupon ", ""));
        return (restoration.points() == 0 ? "" : ", " + points(restoration.points()) + " given back") + coupons;
    }

    private static String preferences(Preferences preferences) {
        if (preferences.equals(Preferences.NONE)) {
            return "The customer likes, avoids and objects to nothing in particular";
        }
        List<String> parts = new ArrayList<>();
        addIfAny(parts, "likes ", preferences.preferred());
        addIfAny(parts, "avoids ", preferences.avoided());
        addIfAny(
                parts,
                "objects to ",
                preferences.objections().stream()
                        .sorted()
                        .map(purpose -> switch (purpose) {
                            case PERSONAL_RECOMMENDATIONS -> "personal recommendations";
                            case LEARNING_FROM_PURCHASES -> "learning from purchases";
                        })
                        .toList());
        return "The customer " + String.join("; ", parts);
    }

    private static void addIfAny(List<String> parts, String verb, List<String> what) {
        if (!what.isEmpty()) {
            parts.add(verb + String.join(", ", what));
        }
    }
}
