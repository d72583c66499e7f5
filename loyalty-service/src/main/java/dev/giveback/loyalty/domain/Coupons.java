package dev.giveback.loyalty.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The coupons of a customer: those held and those that ended within a year, and of older ones the id with the fingerprint of its
 * content, for ever, so that no id is given twice.
 */
public record Coupons(PMap<String, Coupon> byId, PMap<String, Long> forgotten) {
    static final Coupons NONE = new Coupons(HashTreePMap.empty(), HashTreePMap.empty());

    private static final Duration KEPT = Duration.ofDays(365);

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
        return byId.values().stream()
                .filter(coupon -> coupon.ended(now) == null || (coupon.end() == null && reserved.contains(coupon.id())))
                .count();
    }

    /** All ids, those of forgotten ones too. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(forgotten.keySet());
        ids.addAll(byId.keySet());
        return ids;
    }

    /** With those of another customer, none of which has an id of these. */
    Coupons plusAll(Coupons other) {
        return new Coupons(byId.plusAll(other.byId), forgotten.plusAll(other.forgotten));
    }

    Coupons with(Coupon coupon) {
        return new Coupons(byId.plus(coupon.id(), coupon), forgotten);
    }

    /** With a coupon that was granted now, and without those that nobody will ask for any more. */
    Coupons granted(Coupon coupon, Set<String> needed, Orders orders) {
        Coupons next = with(coupon);
        for (Coupon old : List.copyOf(next.byId.values())) {
            boolean isReturnable = old.end() != null
                    && old.terms().isReusable()
                    && orders.open().containsKey(old.end().orderId());
            if (isOld(old, coupon.granted()) && !needed.contains(old.id()) && !isReturnable) {
                next = new Coupons(next.byId.minus(old.id()), next.forgotten.plus(old.id(), old.content()));
            }
        }
        return next;
    }

    private static boolean isOld(Coupon coupon, Instant now) {
        Instant ended = coupon.ended(now);
        return ended != null && ended.plus(KEPT).isBefore(now);
    }
}
