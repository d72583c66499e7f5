package dev.giveback.loyalty.late;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.v1.OrderLine;
import dev.giveback.platform.contract.MoneyMapper;
import java.util.Currency;

/** What is told of an order that is corrected: all that can be corrected and what follows from it, not what it was paid with. */
final class KnownOrder {
    private KnownOrder() {}

    static dev.giveback.loyalty.v1.Order of(Order order) {
        CheckoutCompleted known = order.completed();
        Currency currency = known.total().currency();
        var told = dev.giveback.loyalty.v1.Order.newBuilder()
                .setOrderId(known.orderId())
                .setPurchaseTime(Timestamps.fromMillis(known.purchaseTime().toEpochMilli()))
                .setTotal(MoneyMapper.toMoney(known.total().minor(), currency))
                .setPointsEarned(order.pointsEarned())
                .setPointsRefunded(order.pointsRefunded())
                .setProgramVersion(order.event().header().programVersion());
        if (known.refundableUntil() != null) {
            told.setRefundableUntilTime(
                    Timestamps.fromMillis(known.refundableUntil().toEpochMilli()));
        }
        for (int i = 0; i < known.lines().size(); i++) {
            var line = known.lines().get(i);
            told.addLines(OrderLine.newBuilder()
                    .setLine(i + 1)
                    .setProduct(line.product())
                    .setCategory(line.category())
                    .setQuantity(line.quantity())
                    .setUnitPrice(MoneyMapper.toMoney(line.unitPriceMinor(), currency))
                    .setPoints(order.linePoints().get(i))
                    .setRefundedQuantity(order.refundedQuantities().get(i)));
        }
        return told.build();
    }
}
