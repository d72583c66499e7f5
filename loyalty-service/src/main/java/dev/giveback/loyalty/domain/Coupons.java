package dev.giveback.loyalty.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * The coupons of a customer: those held and those that ended within a year, and of older ones the id with the fingerprint of its
 * content, for ever, so that no id is given twice.
 *
 * @param expiries of the coupons that neither ended nor have their expiry recorded, the earliest first; it follows from the coupons
 */
public record Coupons(PMap<String, Coupon> byId, PMap<String, Long> forgotten, PSortedSet<Expiry> expiries) {
    static final Coupons NONE = new Coupons(HashTreePMap.empty(), HashTreePMap.empty(), TreePSet.empty());

    private static final Duration KEPT = Duration.ofDays(365);

    /** When a coupon expires. */
    public record Expiry(Instant time, String couponId) implements Comparable<Expiry> {
        private static final Comparator<Expiry> ORDER =
                Comparator.comparing(Expiry::time).thenComparing(Expiry::couponId);

        @Override
        public int compareTo(Expiry other) {
            return ORDER.compare(this, other);
        }

        boolean isPast(Instant now) {
            return !now.isBefore(time);
        }
    }

    /** These coupons, and what is kept of older ones. */
    public static Coupons of(Iterable<Coupon> coupons, PMap<String, Long> forgotten) {
        Coupons all = new Coupons(HashTreePMap.empty(), forgotten, TreePSet.empty());
        for (Coupon coupon : coupons) {
            all = all.with(coupon);
        }
        return all;
    }

    /** The coupon of this id, unless it ended more than a year ago; null without one. */
    public @Nullable Coupon find(String id, Instant now) {
        Coupon coupon = byId.get(id);
        return coupon == null || isOld(coupon, now) ? null : coupon;
    }

    /** The fingerprint of what was granted under this id; null if nothing ever was. */
    @Nullable
    Long content(String id) {
        Coupon coupon = byId.get(id);
        return coupon == null ? forgotten.get(id) : Long.valueOf(coupon.content());
    }

    /** How many can be used or are reserved. */
    long liveCount(Instant now, Set<String> reserved) {
        long live = 0;
        for (Coupon coupon : byId.values()) {
            boolean isReserved = coupon.end() == null && reserved.contains(coupon.id());
            live += coupon.ended(now) == null || isReserved ? 1 : 0;
        }
        return live;
    }

    /** Those that have expired by now, that no live reservation has, and whose expiry no event has recorded, in order of expiry. */
    List<ExpiredCoupon> unrecordedExpiry(Instant now, Reservations reservations) {
        if (expiries.isEmpty() || !expiries.first().isPast(now)) {
            return List.of();
        }
        Set<String> reserved = reservations.coupons(now);
        List<ExpiredCoupon> expired = new ArrayList<>();
        for (Expiry expiry : expiries) {
            if (!expiry.isPast(now)) {
                break;
            }
            Coupon coupon = byId.get(expiry.couponId());
            if (coupon != null && !reserved.contains(coupon.id())) {
                expired.add(new ExpiredCoupon(coupon.id(), coupon.origin(coupon.isUsed())));
            }
        }
        return expired;
    }

    /** When the first expires whose expiry is not recorded, or, of one that is kept beyond that, its reservation may end; null for never. */
    @Nullable
    Instant nextExpiry(Instant now, Reservations reservations) {
        Set<String> reserved = expiries.isEmpty() ? Set.of() : reservations.coupons(now);
        Instant next = null;
        for (Expiry expiry : expiries) {
            boolean isKept = expiry.isPast(now) && reserved.contains(expiry.couponId());
            Instant time = isKept ? reservations.earliestEnd(now) : expiry.time();
            next = time != null && (next == null || time.isBefore(next)) ? time : next;
            if (!isKept) {
                break;
            }
        }
        return next;
    }

    /** All ids, those of forgotten ones too. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(forgotten.keySet());
        ids.addAll(byId.keySet());
        return ids;
    }

    /** With those of another customer, none of which has an id of these. */
    Coupons plusAll(Coupons other) {
        return new Coupons(
                byId.plusAll(other.byId), forgotten.plusAll(other.forgotten), expiries.plusAll(other.expiries));
    }

    Coupons with(Coupon coupon) {
        Coupon before = byId.get(coupon.id());
        Expiry gone = before == null ? null : expiry(before);
        Expiry added = expiry(coupon);
        PSortedSet<Expiry> next = gone == null ? expiries : expiries.minus(gone);
        return new Coupons(byId.plus(coupon.id(), coupon), forgotten, added == null ? next : next.plus(added));
    }

    /** When it expires, if that is still to be recorded. */
    private static @Nullable Expiry expiry(Coupon coupon) {
        return coupon.expires() == null || coupon.end() != null || coupon.isExpiryRecorded()
                ? null
                : new Expiry(coupon.expires(), coupon.id());
    }

    Coupons expired(List<ExpiredCoupon> expired) {
        Coupons next = this;
        for (ExpiredCoupon one : expired) {
            Coupon coupon = byId.get(one.couponId());
            if (coupon == null) {
                throw new IllegalStateException("coupon: " + one.couponId() + " (expected: one that the customer has)");
            }
            next = next.with(coupon.expiryRecorded());
        }
        return next;
    }

    /** With a coupon that was granted now, and without those that nobody will ask for any more. */
    Coupons granted(Coupon coupon, Set<String> needed, Orders orders) {
        Coupons next = with(coupon);
        for (Coupon old : List.copyOf(next.byId.values())) {
            boolean isReturnable = old.end() != null
                    && old.terms().isReusable()
                    && orders.open().containsKey(old.end().orderId());
            if (isOld(old, coupon.granted()) && !needed.contains(old.id()) && !isReturnable && expiry(old) == null) {
                next = new Coupons(
                        next.byId.minus(old.id()), next.forgotten.plus(old.id(), old.content()), next.expiries);
            }
        }
        return next;
    }

    private static boolean isOld(Coupon coupon, Instant now) {
        Instant ended = coupon.ended(now);
        return ended != null && ended.plus(KEPT).isBefore(now);
    }
}
