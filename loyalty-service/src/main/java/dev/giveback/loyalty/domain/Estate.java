package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Customer.ActivityCount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/**
 * Everything that goes from one customer to another when they are merged.
 *
 * @param nextLotId number of the next lot
 * @param holds those that have ended
 * @param enrolled null for a guest
 * @param tier as given by the latest event that gave one
 */
public record Estate(
        Lots lots,
        long nextLotId,
        long owed,
        Coupons coupons,
        Orders orders,
        Days days,
        PMap<String, ActivityCount> activities,
        PMap<String, Holds.End> holds,
        long orderCount,
        @Nullable Instant enrolled,
        TierGrant tier,
        Profile profile,
        Preferences preferences) {

    /** Points of all lots less those owed. */
    public long points() {
        long points = -owed;
        for (Lot lot : lots.inOrder()) {
            points = Math.addExact(points, lot.remaining());
        }
        return points;
    }

    /** When the first of its lots and coupons expires whose expiry is not recorded; null when none ever will. */
    public @Nullable Instant nextExpiry() {
        Instant ofLots =
                lots.inOrder().isEmpty() ? null : lots.inOrder().getFirst().expires();
        Instant ofCoupons =
                coupons.expiries().isEmpty() ? null : coupons.expiries().first().time();
        return ofLots == null || (ofCoupons != null && ofCoupons.isBefore(ofLots)) ? ofCoupons : ofLots;
    }

    /**
     * The same for a customer whose time may be behind that of the source: what could be spent when the source was closed, by its own time,
     * can be spent at once, and what was pending stays so.
     */
    Estate available(Instant closed, Instant now) {
        return with(
                lots.inOrder().stream()
                        .map(lot -> lot.isPending(closed) ? lot : lot.availableBy(now))
                        .toList(),
                nextLotId,
                orders);
    }

    /** The same with other numbers for its lots: those after the lots of the customer that it goes to. */
    public Estate behind(long nextLotIdThere) {
        long offset = nextLotIdThere - 1;
        List<Lot> renumbered = lots.inOrder().stream()
                .map(lot -> lot.renumbered(lot.id() + offset))
                .toList();
        return with(renumbered, nextLotId + offset, orders.renumbered(offset));
    }

    private Estate with(List<Lot> otherLots, long otherNextLotId, Orders otherOrders) {
        return new Estate(
                new Lots(otherLots),
                otherNextLotId,
                owed,
                coupons,
                otherOrders,
                days,
                activities,
                holds,
                orderCount,
                enrolled,
                tier,
                profile,
                preferences);
    }
}
