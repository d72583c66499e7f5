package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.journal.v1.StoredRefundLine;
import dev.giveback.journal.v1.StoredRuleShare;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import dev.giveback.loyalty.domain.Change.CouponGranted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.CustomerEnrolled;
import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.HoldReleased;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsExpired;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import dev.giveback.loyalty.domain.Change.RefundedLine;
import dev.giveback.loyalty.domain.Change.ReservationCancelled;
import dev.giveback.loyalty.domain.Change.ReservationExtended;
import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Money;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What customers' events are about, between the domain and the stored form. */
final class ChangeMapper {
    private ChangeMapper() {}

    static void put(Change change, CustomerEvent.Builder stored) {
        switch (change) {
            case CustomerEnrolled enrolled ->
                stored.setCustomerEnrolled(dev.giveback.journal.v1.CustomerEnrolled.getDefaultInstance());
            case CheckoutCompleted completed -> stored.setCheckoutCompleted(toProto(completed));
            case OrderRefunded refunded -> stored.setOrderRefunded(toProto(refunded));
            case ActivityRewarded rewarded -> stored.setActivityRewarded(toProto(rewarded));
            case PointsRedeemed redeemed ->
                stored.getPointsRedeemedBuilder()
                        .setReference(redeemed.reference())
                        .addAllUses(Parts.toProto(redeemed.uses()));
            case PointsHeld held ->
                stored.getPointsHeldBuilder()
                        .setHoldId(held.holdId())
                        .addAllUses(Parts.toProto(held.uses()))
                        .setExpiresMillis(held.expires().toEpochMilli());
            case HoldCaptured captured ->
                stored.getHoldCapturedBuilder()
                        .setHoldId(captured.holdId())
                        .addAllUses(Parts.toProto(captured.uses()))
                        .setReleased(captured.released());
            case HoldReleased released ->
                stored.getHoldReleasedBuilder().setHoldId(released.holdId()).setReleased(released.released());
            case PointsAdjusted adjusted -> stored.setPointsAdjusted(toProto(adjusted));
            case CouponGranted granted ->
                stored.getCouponGrantedBuilder().setCoupon(CouponMapper.toProto(granted.coupon()));
            case CouponRevoked revoked -> {
                var builder = stored.getCouponRevokedBuilder()
                        .setCouponId(revoked.couponId())
                        .setReason(revoked.reason());
                if (revoked.restoration() != null) {
                    builder.setRestoration(CouponMapper.toProto(revoked.restoration()));
                }
                if (revoked.origin() != null) {
                    builder.setOrigin(CouponMapper.toProto(revoked.origin()));
                }
            }
            case CheckoutReserved reserved ->
                stored.getCheckoutReservedBuilder()
                        .setOrder(toProto(reserved.order()))
                        .setExpiresMillis(reserved.expires().toEpochMilli());
            case ReservationExtended extended ->
                stored.getReservationExtendedBuilder()
                        .setOrderId(extended.orderId())
                        .setExpiresMillis(extended.expires().toEpochMilli());
            case ReservationCancelled cancelled ->
                stored.getReservationCancelledBuilder()
                        .setOrderId(cancelled.orderId())
                        .setReleased(cancelled.released())
                        .addAllCouponIds(cancelled.couponIds());
            case Change.PointsSent sent -> stored.setPointsSent(TransferMapper.toProto(sent));
            case Change.PointsReceived received -> stored.setPointsReceived(TransferMapper.toProto(received));
            case Change.TransferDeclined declined -> stored.setTransferDeclined(TransferMapper.toProto(declined));
            case Change.TransferSettled settled ->
                stored.getTransferSettledBuilder()
                        .setTransferId(settled.transferId())
                        .setRecipient(settled.recipient());
            case Change.TransferReturned returned -> stored.setTransferReturned(TransferMapper.toProto(returned));
            case Change.MergeBegun begun -> stored.setMergeBegun(MergeMapper.toProto(begun));
            case Change.CustomerAbsorbed absorbed -> stored.setCustomerAbsorbed(MergeMapper.toProto(absorbed));
            case Change.MergeDeclined declined -> stored.setMergeDeclined(MergeMapper.toProto(declined));
            case Change.MergeSettled settled -> stored.setMergeSettled(MergeMapper.toProto(settled));
            case Change.MergeReverted reverted -> stored.setMergeReverted(MergeMapper.toProto(reverted));
            case Change.ProfileChanged changed -> stored.setProfileChanged(ProfileMapper.toProto(changed));
            case Change.PreferencesChanged changed ->
                stored.getPreferencesChangedBuilder().setPreferences(PreferencesMapper.toProto(changed.preferences()));
            case Change.CustomerErased erased ->
                stored.setCustomerErased(dev.giveback.journal.v1.CustomerErased.getDefaultInstance());
            case Change.OrdersRederived rederived -> stored.setOrdersRederived(RederivedMapper.toProto(rederived));
            case Change.OrderCorrected corrected -> stored.setOrderCorrected(RederivedMapper.toProto(corrected));
            case PointsExpired expired ->
                stored.setPointsExpired(dev.giveback.journal.v1.PointsExpired.getDefaultInstance());
        }
    }

    static Change toDomain(CustomerEvent stored) {
        return switch (stored.getChangeCase()) {
            case CUSTOMER_ENROLLED -> new CustomerEnrolled();
            case CHECKOUT_COMPLETED -> toDomain(stored.getCheckoutCompleted());
            case ORDER_REFUNDED -> toDomain(stored.getOrderRefunded());
            case ACTIVITY_REWARDED -> toDomain(stored.getActivityRewarded());
            case POINTS_REDEEMED -> {
                var redeemed = stored.getPointsRedeemed();
                yield new PointsRedeemed(redeemed.getReference(), Parts.uses(redeemed.getUsesList()));
            }
            case POINTS_HELD -> {
                var held = stored.getPointsHeld();
                yield new PointsHeld(
                        held.getHoldId(), Parts.uses(held.getUsesList()), Parts.instant(held.getExpiresMillis()));
            }
            case HOLD_CAPTURED -> {
                var captured = stored.getHoldCaptured();
                yield new HoldCaptured(
                        captured.getHoldId(), Parts.uses(captured.getUsesList()), captured.getReleased());
            }
            case HOLD_RELEASED ->
                new HoldReleased(
                        stored.getHoldReleased().getHoldId(),
                        stored.getHoldReleased().getReleased());
            case POINTS_ADJUSTED -> toDomain(stored.getPointsAdjusted());
            case POINTS_EXPIRED -> new PointsExpired();
            case COUPON_GRANTED ->
                new CouponGranted(
                        CouponMapper.toDomain(stored.getCouponGranted().getCoupon()));
            case COUPON_REVOKED -> {
                var revoked = stored.getCouponRevoked();
                yield new CouponRevoked(
                        revoked.getCouponId(),
                        revoked.getReason(),
                        revoked.hasRestoration() ? CouponMapper.toDomain(revoked.getRestoration()) : null,
                        revoked.hasOrigin() ? CouponMapper.toDomain(revoked.getOrigin()) : null);
            }
            case CHECKOUT_RESERVED ->
                new CheckoutReserved(
                        toDomain(stored.getCheckoutReserved().getOrder()),
                        Parts.instant(stored.getCheckoutReserved().getExpiresMillis()));
            case RESERVATION_EXTENDED ->
                new ReservationExtended(
                        stored.getReservationExtended().getOrderId(),
                        Parts.instant(stored.getReservationExtended().getExpiresMillis()));
            case RESERVATION_CANCELLED ->
                new ReservationCancelled(
                        stored.getReservationCancelled().getOrderId(),
                        stored.getReservationCancelled().getReleased(),
                        stored.getReservationCancelled().getCouponIdsList());
            case POINTS_SENT -> TransferMapper.toDomain(stored.getPointsSent());
            case POINTS_RECEIVED -> TransferMapper.toDomain(stored.getPointsReceived());
            case TRANSFER_DECLINED -> TransferMapper.toDomain(stored.getTransferDeclined());
            case TRANSFER_SETTLED ->
                new Change.TransferSettled(
                        stored.getTransferSettled().getTransferId(),
                        stored.getTransferSettled().getRecipient());
            case TRANSFER_RETURNED -> TransferMapper.toDomain(stored.getTransferReturned());
            case MERGE_BEGUN -> MergeMapper.toDomain(stored.getMergeBegun());
            case CUSTOMER_ABSORBED -> MergeMapper.toDomain(stored.getCustomerAbsorbed());
            case MERGE_DECLINED -> MergeMapper.toDomain(stored.getMergeDeclined());
            case MERGE_SETTLED ->
                new Change.MergeSettled(
                        stored.getMergeSettled().getTarget(),
                        stored.getMergeSettled().getAttempt());
            case MERGE_REVERTED -> MergeMapper.toDomain(stored.getMergeReverted());
            case PROFILE_CHANGED -> ProfileMapper.toDomain(stored.getProfileChanged());
            case PREFERENCES_CHANGED ->
                new Change.PreferencesChanged(PreferencesMapper.toDomain(
                        stored.getPreferencesChanged().getPreferences()));
            case CUSTOMER_ERASED -> new Change.CustomerErased();
            case ORDERS_REDERIVED -> RederivedMapper.toDomain(stored.getOrdersRederived());
            case ORDER_CORRECTED -> RederivedMapper.toDomain(stored.getOrderCorrected());
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException(
                        "change: none that this build knows (expected: one); was it written by a later version?");
        };
    }

    static dev.giveback.journal.v1.CheckoutCompleted toProto(CheckoutCompleted completed) {
        var stored = dev.giveback.journal.v1.CheckoutCompleted.newBuilder()
                .setOrderId(completed.orderId())
                .setPurchaseMillis(completed.purchaseTime().toEpochMilli())
                .setTotalMinor(completed.total().minor())
                .setCurrencyCode(completed.total().currency().getCurrencyCode())
                .setPointsEarned(completed.pointsEarned())
                .setPointsCut(completed.pointsCut())
                .setOwedPaid(completed.owedPaid())
                .setRefundableUntilMillis(Parts.millis(completed.refundableUntil()))
                .setCountingDay(completed.countingDay())
                .setTierId(completed.tierId());
        for (OrderLine line : completed.lines()) {
            stored.addLines(StoredOrderLine.newBuilder()
                    .setProduct(line.product())
                    .setCategory(line.category())
                    .setQuantity(line.quantity())
                    .setUnitPriceMinor(line.unitPriceMinor())
                    .setPoints(line.points()));
        }
        for (RuleShare rule : completed.rules()) {
            stored.addRules(
                    StoredRuleShare.newBuilder().setRuleId(rule.ruleId()).setPoints(rule.points()));
        }
        if (completed.lot() != null) {
            stored.setLot(Parts.toProto(completed.lot()));
        }
        if (completed.price() != null) {
            stored.setPrice(PriceMapper.toProto(completed.price()));
        }
        if (completed.inputs() != null) {
            stored.setInputs(PriceMapper.toProto(completed.inputs()));
        }
        return stored.build();
    }

    static CheckoutCompleted toDomain(dev.giveback.journal.v1.CheckoutCompleted stored) {
        return new CheckoutCompleted(
                stored.getOrderId(),
                Parts.instant(stored.getPurchaseMillis()),
                lines(stored.getLinesList()),
                new Money(Currency.getInstance(stored.getCurrencyCode()), stored.getTotalMinor()),
                stored.getPointsEarned(),
                stored.getPointsCut(),
                stored.getOwedPaid(),
                lot(stored.hasLot(), stored.getLot()),
                stored.getRulesList().stream()
                        .map(rule -> new RuleShare(rule.getRuleId(), rule.getPoints()))
                        .toList(),
                Parts.orNull(stored.getRefundableUntilMillis()),
                stored.getCountingDay(),
                stored.getTierId(),
                stored.hasPrice() ? PriceMapper.toDomain(stored.getPrice()) : null,
                stored.hasInputs() ? PriceMapper.toDomain(stored.getInputs()) : null);
    }

    /** Without a stream: orders have many lines, and every reading of the journal comes by here. */
    private static List<OrderLine> lines(List<StoredOrderLine> stored) {
        OrderLine[] lines = new OrderLine[stored.size()];
        for (int i = 0; i < lines.length; i++) {
            StoredOrderLine line = stored.get(i);
            lines[i] = new OrderLine(
                    line.getProduct(),
                    line.getCategory(),
                    line.getQuantity(),
                    line.getUnitPriceMinor(),
                    line.getPoints());
        }
        return List.of(lines);
    }

    private static dev.giveback.journal.v1.OrderRefunded toProto(OrderRefunded refunded) {
        var stored = dev.giveback.journal.v1.OrderRefunded.newBuilder()
                .setOrderId(refunded.orderId())
                .setRefundMillis(refunded.refundTime().toEpochMilli())
                .setReference(refunded.reference())
                .setAmountMinor(refunded.amount())
                .setPointsDue(refunded.pointsDue())
                .addAllUses(Parts.toProto(refunded.uses()))
                .setPointsForgiven(refunded.pointsForgiven())
                .setPointsOwed(refunded.pointsOwed())
                .setCountingDay(refunded.countingDay());
        for (RefundedLine line : refunded.lines()) {
            stored.addLines(StoredRefundLine.newBuilder()
                    .setLine(line.line())
                    .setQuantity(line.quantity())
                    .setPoints(line.points())
                    .setProduct(line.product())
                    .setUnitPriceMinor(line.unitPriceMinor()));
        }
        if (refunded.restoration() != null) {
            stored.setRestoration(CouponMapper.toProto(refunded.restoration()));
        }
        return stored.build();
    }

    private static OrderRefunded toDomain(dev.giveback.journal.v1.OrderRefunded stored) {
        return new OrderRefunded(
                stored.getOrderId(),
                Parts.instant(stored.getRefundMillis()),
                stored.getReference(),
                stored.getLinesList().stream()
                        .map(line -> new RefundedLine(
                                line.getLine(),
                                line.getQuantity(),
                                line.getPoints(),
                                line.getProduct(),
                                line.getUnitPriceMinor()))
                        .toList(),
                stored.getAmountMinor(),
                stored.getPointsDue(),
                Parts.uses(stored.getUsesList()),
                stored.getPointsForgiven(),
                stored.getPointsOwed(),
                stored.getCountingDay(),
                stored.hasRestoration() ? CouponMapper.toDomain(stored.getRestoration()) : null);
    }

    private static dev.giveback.journal.v1.ActivityRewarded toProto(ActivityRewarded rewarded) {
        var stored = dev.giveback.journal.v1.ActivityRewarded.newBuilder()
                .setActivity(rewarded.activity())
                .setReference(rewarded.reference())
                .setPoints(rewarded.points())
                .setOwedPaid(rewarded.owedPaid())
                .setPeriodDay(rewarded.periodDay());
        if (rewarded.lot() != null) {
            stored.setLot(Parts.toProto(rewarded.lot()));
        }
        return stored.build();
    }

    private static ActivityRewarded toDomain(dev.giveback.journal.v1.ActivityRewarded stored) {
        return new ActivityRewarded(
                stored.getActivity(),
                stored.getReference(),
                stored.getPoints(),
                stored.getOwedPaid(),
                lot(stored.hasLot(), stored.getLot()),
                stored.getPeriodDay());
    }

    private static dev.giveback.journal.v1.PointsAdjusted toProto(PointsAdjusted adjusted) {
        var stored = dev.giveback.journal.v1.PointsAdjusted.newBuilder()
                .setReason(adjusted.reason())
                .setPoints(adjusted.points())
                .setOwedPaid(adjusted.owedPaid())
                .addAllUses(Parts.toProto(adjusted.uses()));
        if (adjusted.lot() != null) {
            stored.setLot(Parts.toProto(adjusted.lot()));
        }
        return stored.build();
    }

    private static PointsAdjusted toDomain(dev.giveback.journal.v1.PointsAdjusted stored) {
        return new PointsAdjusted(
                stored.getReason(),
                stored.getPoints(),
                stored.getOwedPaid(),
                lot(stored.hasLot(), stored.getLot()),
                Parts.uses(stored.getUsesList()));
    }

    private static @Nullable Lot lot(boolean there, dev.giveback.journal.v1.StoredLot stored) {
        return there ? Parts.toDomain(stored) : null;
    }
}
