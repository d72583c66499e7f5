package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reservations;
import dev.giveback.loyalty.domain.TierGrant;
import dev.giveback.loyalty.v1.Upcoming;
import dev.giveback.loyalty.v1.UpcomingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What time alone will do to a customer after a moment. */
final class UpcomingList {
    private static final Comparator<Entry> SOONEST_FIRST = Comparator.comparing(Entry::time)
            .thenComparing(Entry::kind)
            .thenComparingInt(entry -> entry.reference().length())
            .thenComparing(Entry::reference);

    private final Customer customer;
    private final Instant now;
    private final List<Entry> entries = new ArrayList<>();

    /** One thing that will happen. */
    record Entry(Instant time, UpcomingKind kind, long points, String reference) {
        Upcoming published() {
            return Upcoming.newBuilder()
                    .setTime(Texts.timestamp(time))
                    .setKind(kind)
                    .setPoints(points)
                    .setReference(reference)
                    .build();
        }
    }

    private UpcomingList(Customer customer, Instant now) {
        this.customer = customer;
        this.now = now;
    }

    /** Soonest first. */
    static List<Entry> of(Customer customer, Program program, Instant now) {
        UpcomingList list = new UpcomingList(customer, now);
        list.holds();
        list.lots();
        list.coupons();
        TierGrant tier = customer.tier(program, now);
        if (!tier.tierId().isEmpty()) {
            list.add(tier.end(), UpcomingKind.UPCOMING_KIND_TIER_ENDS, 0, tier.tierId());
        }
        list.entries.sort(SOONEST_FIRST);
        return list.entries;
    }

    private void add(@Nullable Instant time, UpcomingKind kind, long points, String reference) {
        if (time != null && time.isAfter(now)) {
            entries.add(new Entry(time, kind, points, reference));
        }
    }

    private void holds() {
        for (Holds.Open hold : customer.holds().open().values()) {
            add(hold.expires(), UpcomingKind.UPCOMING_KIND_HOLD_ENDS, LotUse.sum(hold.uses()), hold.id());
        }
        for (Reservations.Open open : customer.reservations().open().values()) {
            Price price = open.order().price();
            long points = price == null ? 0 : price.pointsRedeemed();
            add(
                    open.expires(),
                    UpcomingKind.UPCOMING_KIND_RESERVATION_ENDS,
                    points,
                    open.order().orderId());
        }
    }

    /** Points held by lot, right at each of the times when a hold or reservation ends. */
    private Map<Instant, Map<Long, Long>> heldAtEnds() {
        Map<Instant, Map<Long, Long>> held = new TreeMap<>();
        entries.forEach(end -> held.computeIfAbsent(end.time(), customer::held));
        return held;
    }

    private void lots() {
        Map<Instant, Map<Long, Long>> heldAtEnds = heldAtEnds();
        Map<Long, Long> heldNow = customer.held(now);
        for (Lot lot : customer.lots().inOrder()) {
            long free = lot.remaining() - heldNow.getOrDefault(lot.id(), 0L);
            if (free > 0) {
                add(lot.available(), UpcomingKind.UPCOMING_KIND_POINTS_AVAILABLE, free, Long.toString(lot.id()));
            }
            if (lot.expires() != null) {
                expiries(lot, lot.expires(), heldNow, heldAtEnds);
            }
        }
    }

    /** A lot goes at its expiry, and what holds keep of it then when they end. */
    private void expiries(Lot lot, Instant expires, Map<Long, Long> heldNow, Map<Instant, Map<Long, Long>> heldAtEnds) {
        Map<Instant, Long> goneBy = new HashMap<>();
        long kept = heldNow.getOrDefault(lot.id(), 0L);
        if (kept > 0) {
            heldAtEnds.forEach((end, held) -> {
                if (end.isAfter(expires)) {
                    goneBy.put(end, lot.remaining() - held.getOrDefault(lot.id(), 0L));
                }
            });
            kept = customer.held(expires).getOrDefault(lot.id(), 0L);
        }
        long gone = expires.isAfter(now) ? 0 : lot.remaining() - heldNow.getOrDefault(lot.id(), 0L);
        if (expires.isAfter(now)) {
            goneBy.put(expires, lot.remaining() - kept);
        }
        for (Instant time : goneBy.keySet().stream().sorted().toList()) {
            long more = goneBy.getOrDefault(time, gone) - gone;
            if (more > 0) {
                add(time, UpcomingKind.UPCOMING_KIND_POINTS_EXPIRE, more, Long.toString(lot.id()));
                gone += more;
            }
        }
    }

    private void coupons() {
        for (Coupon coupon : customer.coupons().byId().values()) {
            if (coupon.end() == null) {
                add(coupon.start(), UpcomingKind.UPCOMING_KIND_COUPON_STARTS, 0, coupon.id());
                add(coupon.expires(), UpcomingKind.UPCOMING_KIND_COUPON_EXPIRES, 0, coupon.id());
            }
        }
    }
}
