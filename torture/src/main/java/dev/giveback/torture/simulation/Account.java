package dev.giveback.torture.simulation;

import dev.giveback.loyalty.domain.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the naive ledger knows of a customer. */
final class Account {
    boolean exists;
    Instant latest = Instant.EPOCH;
    long events;
    long expired;
    Purse free = new Purse();
    Map<String, Hold> holds = new TreeMap<>();
    Map<String, Reason> endedHolds = new HashMap<>();
    Map<String, Voucher> vouchers = new TreeMap<>();
    Set<String> orders = new HashSet<>();
    final Map<String, Long> requests = new HashMap<>();
    final Set<String> sent = new HashSet<>();
    final Set<String> sentBefore = new HashSet<>();
    /** By key: why it was declined, or {@link #TAKEN}. */
    final Map<String, String> arrivals = new HashMap<>();

    @Nullable
    Closing closing;

    boolean isMixed;

    static final String TAKEN = "";

    /** Points set aside. */
    record Hold(Instant expires, Purse points) {}

    /** Merged into another one, or on the way there. */
    record Closing(String target, long attempt, boolean isSettled) {}

    /**
     * A coupon.
     *
     * @param end null while it was neither used nor taken back
     */
    record Voucher(
            String campaign,
            Instant start,
            Instant expires,
            long content,
            @Nullable Reason end) {
        Voucher ended(Reason how) {
            return new Voucher(campaign, start, expires, content, how);
        }

        boolean isLive(Instant now) {
            return end == null && now.isBefore(expires);
        }

        boolean isUsed() {
            return end == Reason.COUPON_REDEEMED;
        }
    }

    /** Time does not run backwards here. */
    Instant time(Instant wall) {
        Instant millis = Instant.ofEpochMilli(wall.toEpochMilli());
        return millis.isBefore(latest) ? latest : millis;
    }

    /** Ends holds that have run out, and takes the points that have expired. */
    void expire(Instant now) {
        for (Map.Entry<String, Hold> each : Map.copyOf(holds).entrySet()) {
            if (!now.isBefore(each.getValue().expires())) {
                holds.remove(each.getKey());
                endedHolds.put(each.getKey(), Reason.HOLD_EXPIRED);
                free.putAll(each.getValue().points());
            }
        }
        expired += free.takeExpired(now);
    }

    /** The same account at this moment, to look at. */
    Account at(Instant now) {
        Account copy = new Account();
        copy.exists = exists;
        copy.latest = latest;
        copy.expired = expired;
        copy.free = free.copy();
        copy.holds.putAll(holds);
        copy.endedHolds.putAll(endedHolds);
        copy.vouchers = vouchers;
        copy.orders = orders;
        copy.requests.putAll(requests);
        copy.sent.addAll(sent);
        copy.sentBefore.addAll(sentBefore);
        copy.arrivals.putAll(arrivals);
        copy.closing = closing;
        copy.expire(now);
        return copy;
    }

    long held() {
        return holds.values().stream().mapToLong(hold -> hold.points().total()).sum();
    }

    /** All points that can still be used some day, held or not, by the moment at which they expire. */
    Map<Instant, Long> unexpired(Instant now) {
        Purse all = free.copy();
        holds.values().forEach(hold -> all.putAll(hold.points()));
        all.takeExpired(now);
        return all.points();
    }

    /** Gives up everything, to be merged. */
    Estate close(Closing into) {
        Estate estate = new Estate(free, vouchers, orders, endedHolds);
        closing = into;
        free = new Purse();
        vouchers = new TreeMap<>();
        orders = new HashSet<>();
        endedHolds = new HashMap<>();
        return estate;
    }

    void take(Estate estate) {
        free.putAll(estate.points());
        vouchers.putAll(estate.vouchers());
        orders.addAll(estate.orders());
        endedHolds.putAll(estate.endedHolds());
    }

    /** Everything of a customer that is being merged. */
    record Estate(Purse points, Map<String, Voucher> vouchers, Set<String> orders, Map<String, Reason> endedHolds) {
        Estate {
            points = points.copy();
        }
    }
}
