package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredLineBefore;
import dev.giveback.journal.v1.StoredRederivedOrder;
import dev.giveback.loyalty.domain.Change.LineBefore;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.Change.RederivedOrder;

/** What orders earn since they were derived again, and what they are since they were corrected, between the domain and the stored form. */
final class RederivedMapper {
    private RederivedMapper() {}

    static dev.giveback.journal.v1.OrdersRederived toProto(OrdersRederived rederived) {
        var stored = dev.giveback.journal.v1.OrdersRederived.newBuilder()
                .setReason(rederived.reason())
                .addAllLateOrderIds(rederived.lateOrderIds());
        for (RederivedOrder order : rederived.orders()) {
            StoredRederivedOrder.Builder each = stored.addOrdersBuilder()
                    .setOrderId(order.orderId())
                    .setPurchaseMillis(order.purchaseTime().toEpochMilli())
                    .setCountingDay(order.countingDay())
                    .setPointsBefore(order.before())
                    .addAllLinePoints(order.linePoints())
                    .setPointsAdded(order.added())
                    .setOwedPaid(order.owedPaid())
                    .addAllUses(Parts.toProto(order.uses()))
                    .setPointsForgiven(order.forgiven())
                    .setPointsOwed(order.owed());
            if (order.lot() != null) {
                each.setLot(Parts.toProto(order.lot()));
            }
        }
        return stored.build();
    }

    static OrdersRederived toDomain(dev.giveback.journal.v1.OrdersRederived stored) {
        return new OrdersRederived(
                stored.getReason(),
                stored.getLateOrderIdsList(),
                stored.getOrdersList().stream().map(RederivedMapper::toDomain).toList());
    }

    static dev.giveback.journal.v1.OrderCorrected toProto(OrderCorrected corrected) {
        return dev.giveback.journal.v1.OrderCorrected.newBuilder()
                .setOrder(ChangeMapper.toProto(corrected.order()))
                .setPurchaseMillisBefore(corrected.purchaseTimeBefore().toEpochMilli())
                .setCountingDayBefore(corrected.dayBefore())
                .setPointsMoved(corrected.pointsMoved())
                .setSpendBeforeMinor(corrected.spendBefore())
                .setSpendAfterMinor(corrected.spendAfter())
                .setSettled(toProto(corrected.settled()))
                .addAllLinesBefore(corrected.linesBefore().stream()
                        .map(line -> StoredLineBefore.newBuilder()
                                .setProduct(line.product())
                                .setQuantity(line.quantity())
                                .setUnitPriceMinor(line.unitPriceMinor())
                                .setRefundedQuantity(line.refunded())
                                .build())
                        .toList())
                .build();
    }

    static OrderCorrected toDomain(dev.giveback.journal.v1.OrderCorrected stored) {
        return new OrderCorrected(
                ChangeMapper.toDomain(stored.getOrder()),
                Parts.instant(stored.getPurchaseMillisBefore()),
                stored.getCountingDayBefore(),
                stored.getPointsMoved(),
                stored.getSpendBeforeMinor(),
                stored.getSpendAfterMinor(),
                toDomain(stored.getSettled()),
                stored.getLinesBeforeList().stream()
                        .map(line -> new LineBefore(
                                line.getProduct(),
                                line.getQuantity(),
                                line.getUnitPriceMinor(),
                                line.getRefundedQuantity()))
                        .toList());
    }

    private static RederivedOrder toDomain(StoredRederivedOrder stored) {
        return new RederivedOrder(
                stored.getOrderId(),
                Parts.instant(stored.getPurchaseMillis()),
                stored.getCountingDay(),
                stored.getPointsBefore(),
                stored.getLinePointsList(),
                stored.getPointsAdded(),
                stored.getOwedPaid(),
                stored.hasLot() ? Parts.toDomain(stored.getLot()) : null,
                Parts.uses(stored.getUsesList()),
                stored.getPointsForgiven(),
                stored.getPointsOwed());
    }
}
