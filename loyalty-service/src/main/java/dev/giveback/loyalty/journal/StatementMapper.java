package dev.giveback.loyalty.journal;

import com.google.protobuf.Timestamp;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.CouponGranted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.CustomerEnrolled;
import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.HoldReleased;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsExpired;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.Change.ReservationCancelled;
import dev.giveback.loyalty.domain.Change.ReservationExtended;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.StatementEntryType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events as lines of a statement. */
public final class StatementMapper {
    private StatementMapper() {}

    /** The line of the event of this number. */
    public static StatementEntry entry(long sequenceNumber, CustomerEvent event) {
        CustomerEvent.Header header = event.header();
        Line line = line(event);
        return StatementEntry.newBuilder()
                .setSequenceNumber(sequenceNumber)
                .setRecordTime(timestamp(header.time()))
                .setEffectiveTime(timestamp(line.effective()))
                .setType(line.type())
                .setPoints(line.points())
                .setExpired(LotUse.sum(header.expired()))
                .setTotalAfter(header.balanceAfter().total())
                .setReference(line.reference())
                .setProgramVersion(header.programVersion())
                .setRequestId(header.request().id())
                .setOtherCustomerId(line.otherCustomerId())
                .build();
    }

    /** What an event is. */
    public static StatementEntryType type(CustomerEvent event) {
        return line(event).type();
    }

    private record Line(
            StatementEntryType type, long points, String reference, Instant effective, String otherCustomerId) {
        Line(StatementEntryType type, long points, String reference, Instant effective) {
            this(type, points, reference, effective, "");
        }
    }

    private static Line line(CustomerEvent event) {
        Instant time = event.header().time();
        return switch (event.change()) {
            case CustomerEnrolled enrolled -> new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_ENROLLED, 0, "", time);
            case CheckoutCompleted completed ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_CHECKOUT,
                        completed.pointsEarned() - redeemed(completed),
                        completed.orderId(),
                        completed.purchaseTime());
            case OrderRefunded refunded ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_REFUND,
                        restored(refunded.restoration()) - LotUse.sum(refunded.uses()) - refunded.pointsOwed(),
                        refunded.reference().isEmpty() ? refunded.orderId() : refunded.reference(),
                        refunded.refundTime());
            case ActivityRewarded rewarded ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_ACTIVITY,
                        rewarded.points(),
                        rewarded.reference().isEmpty() ? rewarded.activity() : rewarded.reference(),
                        time);
            case PointsRedeemed redeemed ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_REDEMPTION,
                        -LotUse.sum(redeemed.uses()),
                        redeemed.reference(),
                        time);
            case PointsHeld held -> new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_HOLD, 0, held.holdId(), time);
            case HoldCaptured captured ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_CAPTURE,
                        -LotUse.sum(captured.uses()),
                        captured.holdId(),
                        time);
            case HoldReleased released ->
                new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_RELEASE, 0, released.holdId(), time);
            case PointsAdjusted adjusted ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_ADJUSTMENT, adjusted.points(), adjusted.reason(), time);
            case CouponGranted granted ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_COUPON_GRANT,
                        -SpentLot.sum(granted.coupon().spent()),
                        granted.coupon().id(),
                        time);
            case CouponRevoked revoked ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_COUPON_REVOCATION,
                        restored(revoked.restoration()),
                        revoked.couponId(),
                        time);
            case CheckoutReserved reserved ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_RESERVATION,
                        0,
                        reserved.order().orderId(),
                        time);
            case ReservationExtended extended ->
                new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_RESERVATION_EXTENSION, 0, extended.orderId(), time);
            case ReservationCancelled cancelled ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_RESERVATION_CANCELLATION, 0, cancelled.orderId(), time);
            case Change.PointsSent sent ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_SENT,
                        -SpentLot.sum(sent.lots()),
                        either(sent.reference(), sent.transferId()),
                        time,
                        sent.recipient());
            case Change.PointsReceived received ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_RECEIVED,
                        received.points(),
                        either(received.reference(), received.transferId()),
                        time,
                        received.sender());
            case Change.TransferDeclined declined ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_DECLINED,
                        0,
                        declined.transferId(),
                        time,
                        declined.sender());
            case Change.TransferSettled settled ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_SETTLED,
                        0,
                        settled.transferId(),
                        time,
                        settled.recipient());
            case Change.TransferReturned returned ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_RETURNED,
                        returned.points(),
                        returned.transferId(),
                        time,
                        returned.recipient());
            case Change.MergeBegun begun ->
                merge(StatementEntryType.STATEMENT_ENTRY_TYPE_MERGE_BEGUN, -begun.points(), begun.target(), time);
            case Change.CustomerAbsorbed absorbed ->
                merge(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_ABSORBED,
                        absorbed.estate().points(),
                        absorbed.source(),
                        time);
            case Change.MergeDeclined declined ->
                merge(StatementEntryType.STATEMENT_ENTRY_TYPE_MERGE_DECLINED, 0, declined.source(), time);
            case Change.MergeSettled settled ->
                merge(StatementEntryType.STATEMENT_ENTRY_TYPE_MERGED, 0, settled.target(), time);
            case Change.MergeReverted reverted ->
                merge(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_MERGE_REVERTED,
                        reverted.points(),
                        reverted.target(),
                        time);
            case Change.ProfileChanged changed ->
                new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_PROFILE_CHANGED, 0, "", time);
            case Change.PreferencesChanged changed ->
                new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_PREFERENCES_CHANGED, 0, "", time);
            case Change.CustomerErased erased -> new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_ERASED, 0, "", time);
            case Change.OrdersRederived rederived ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_ORDERS_REDERIVED,
                        rederived.points(),
                        rederived.reason(),
                        time);
            case Change.OrderCorrected corrected ->
                new Line(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_ORDER_CORRECTED,
                        corrected.settled().points(),
                        corrected.order().orderId(),
                        time);
            case PointsExpired expired -> new Line(StatementEntryType.STATEMENT_ENTRY_TYPE_EXPIRY, 0, "", time);
        };
    }

    private static Line merge(StatementEntryType type, long points, String otherCustomerId, Instant time) {
        return new Line(type, points, "", time, otherCustomerId);
    }

    private static String either(String reference, String otherwise) {
        return reference.isEmpty() ? otherwise : reference;
    }

    private static long redeemed(CheckoutCompleted completed) {
        return completed.price() == null ? 0 : completed.price().pointsRedeemed();
    }

    private static long restored(@Nullable Restoration restoration) {
        return restoration == null ? 0 : restoration.points();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
