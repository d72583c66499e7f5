package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.Lot;
import java.util.Comparator;

/** The place of a lot in the order of spending, which outlives the lot itself: where a page ended. */
record LotKey(long expiresMillis, long earnedMillis, long id) implements Comparable<LotKey> {
    /** Before every lot. */
    static final LotKey FIRST = new LotKey(Long.MIN_VALUE, Long.MIN_VALUE, 0);

    private static final Comparator<LotKey> ORDER = Comparator.comparingLong(LotKey::expiresMillis)
            .thenComparingLong(LotKey::earnedMillis)
            .thenComparingLong(LotKey::id);

    static LotKey of(Lot lot) {
        return new LotKey(
                lot.expires() == null ? Long.MAX_VALUE : lot.expires().toEpochMilli(),
                lot.earned().toEpochMilli(),
                lot.id());
    }

    @Override
    public int compareTo(LotKey other) {
        return ORDER.compare(this, other);
    }
}
