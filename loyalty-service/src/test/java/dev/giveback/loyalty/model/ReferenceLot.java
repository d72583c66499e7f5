package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Lot;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points earned together, as the reference ledger keeps them. */
final class ReferenceLot {
    final long id;
    final Lot.Source source;
    final String reference;
    final Instant earned;
    final Instant available;
    final @Nullable Instant expires;
    final BigInteger original;
    BigInteger remaining;

    ReferenceLot(
            long id,
            Lot.Source source,
            String reference,
            Instant earned,
            Instant available,
            @Nullable Instant expires,
            BigInteger points) {
        this.id = id;
        this.source = source;
        this.reference = reference;
        this.earned = earned;
        this.available = available;
        this.expires = expires;
        this.original = points;
        this.remaining = points;
    }

    ReferenceLot copy() {
        ReferenceLot copy = new ReferenceLot(id, source, reference, earned, available, expires, original);
        copy.remaining = remaining;
        return copy;
    }

    boolean hasExpired(Instant time) {
        return expires != null && expires.compareTo(time) <= 0;
    }

    boolean isPending(Instant time) {
        return available.compareTo(time) > 0;
    }

    /** Negative if this one is spent before the other. */
    int spendingOrder(ReferenceLot other) {
        if (expires == null != (other.expires == null)) {
            return expires == null ? 1 : -1;
        }
        if (expires != null && other.expires != null && !expires.equals(other.expires)) {
            return expires.compareTo(other.expires);
        }
        int byAge = earned.compareTo(other.earned);
        return byAge != 0 ? byAge : Long.compare(id, other.id);
    }

    /** As the published answer has it. */
    Lot published() {
        return new Lot(
                id,
                source,
                reference,
                earned,
                available,
                expires,
                original.longValueExact(),
                remaining.longValueExact());
    }
}
