package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points earned together.
 *
 * @param id number in the customer, from 1
 * @param reference order id, activity reference or reason
 * @param available pending until then
 * @param expires null for never
 * @param original points at first, after what was owed
 * @param remaining points left, with those held
 */
public record Lot(
        long id,
        Source source,
        String reference,
        Instant earned,
        Instant available,
        @Nullable Instant expires,
        long original,
        long remaining) {
    public Lot {
        Limits.atLeast(1, id, "id");
        Limits.atLeast(1, original, "original");
        Limits.atLeast(0, remaining, "remaining");
    }

    /** Soonest-expiring first, then oldest first. */
    static final Comparator<Lot> IN_ORDER_OF_SPENDING = Comparator.<Lot, Instant>comparing(
                    lot -> lot.expires == null ? Instant.MAX : lot.expires)
            .thenComparing(Lot::earned)
            .thenComparingLong(Lot::id);

    boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    boolean isPending(Instant now) {
        return now.isBefore(available);
    }

    Lot renumbered(long other) {
        return new Lot(other, source, reference, earned, available, expires, original, remaining);
    }

    /** The same, available at this moment at the latest. */
    Lot availableBy(Instant latest) {
        return available.isAfter(latest)
                ? new Lot(id, source, reference, earned, latest, expires, original, remaining)
                : this;
    }

    Lot less(long points) {
        return new Lot(id, source, reference, earned, available, expires, original, remaining - points);
    }

    Lot more(long points) {
        return new Lot(id, source, reference, earned, available, expires, original + points, remaining + points);
    }

    /** All points that these had at first. */
    static long sum(List<Lot> lots) {
        long sum = 0;
        for (Lot lot : lots) {
            sum = Math.addExact(sum, lot.original);
        }
        return sum;
    }

    /** Where a lot came from. */
    public enum Source {
        ORDER,
        ACTIVITY,
        ADJUSTMENT,
        RESTORED,
        TRANSFER
    }
}
