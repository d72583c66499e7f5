package dev.giveback.loyalty.late;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.Change.RederivedOrder;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.v1.Rederivation;
import dev.giveback.loyalty.v1.TakenLot;
import java.time.Instant;

/**
 * What is told of orders that were derived again.
 *
 * @param before how many events the customer had
 * @param known the customer with those
 * @param program as it stands now
 */
record RederivationAnswer(String name, int before, Customer known, Program program, Instant now) {
    static RederivationAnswer of(String name, String requestId, Rederivations.Outcome outcome) {
        int before = outcome.history().before(requestId);
        return new RederivationAnswer(
                name,
                before,
                outcome.history().after(before),
                outcome.programs().current(),
                outcome.now());
    }

    Rederivation same() {
        String tier = known.tier(program, now).tierId();
        return Rederivation.newBuilder()
                .setCustomer(name)
                .setTierBefore(tier)
                .setTierAfter(tier)
                .setTotalAfter(known.balance(now).total())
                .build();
    }

    Rederivation told(CustomerEvent event, OrdersRederived change, boolean isValidatedOnly) {
        String tier = known.tier(program, event.header().time()).tierId();
        Rederivation.Builder told = Rederivation.newBuilder()
                .setCustomer(name)
                .addAllLateOrderIds(change.lateOrderIds())
                .setTierBefore(tier)
                .setTierAfter(
                        event.header().tier() == null
                                ? tier
                                : event.header().tier().tierId())
                .setTotalAfter(event.header().balanceAfter().total())
                .setChanged(true)
                .setSequenceNumber(isValidatedOnly ? 0 : before + 1L);
        change.orders().forEach(order -> told.addOrders(of(order)));
        return told.build();
    }

    private static dev.giveback.loyalty.v1.RederivedOrder of(RederivedOrder order) {
        var told = dev.giveback.loyalty.v1.RederivedOrder.newBuilder()
                .setOrderId(order.orderId())
                .setPointsBefore(order.before())
                .setPointsAfter(order.after())
                .setPointsAdded(order.added())
                .setPointsTaken(LotUse.sum(order.uses()))
                .setPointsOwed(order.owed())
                .setPointsForgiven(order.forgiven());
        order.uses()
                .forEach(use -> told.addTakenLots(
                        TakenLot.newBuilder().setLot(use.lotId()).setPoints(use.points())));
        Lot lot = order.lot();
        if (lot != null) {
            told.setAddedLot(lot.id());
            if (lot.expires() != null) {
                told.setAddedLotExpireTime(Timestamps.fromMillis(lot.expires().toEpochMilli()));
            }
        }
        return told.build();
    }
}
