package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points out of another customer's lots, or back from there: they pay off what is owed, and the rest goes into new lots of the same
 * expiries, available at once. Points that have expired meanwhile pay nothing off; they get a lot too, which expires right away.
 *
 * @param owedPaid points that paid off what was owed
 */
record ArrivedPoints(long owedPaid, List<Lot> lots) {
    /** Stands for never in a map. */
    private static final Instant NEVER = Instant.MAX;

    static ArrivedPoints of(Judgement judgement, List<SpentLot> sent, String reference) {
        Map<Instant, Long> byExpiry = new LinkedHashMap<>();
        for (SpentLot lot : sent) {
            byExpiry.merge(lot.expires() == null ? NEVER : lot.expires(), lot.points(), Math::addExact);
        }
        Instant now = judgement.now();
        long owed = judgement.customer().owed();
        long missing = owed;
        long id = judgement.customer().nextLotId();
        List<Lot> lots = new ArrayList<>();
        for (Map.Entry<Instant, Long> group : byExpiry.entrySet()) {
            long paid = now.isBefore(group.getKey()) ? Math.min(missing, group.getValue()) : 0;
            missing -= paid;
            long left = group.getValue() - paid;
            if (left > 0) {
                @Nullable Instant expires = group.getKey().equals(NEVER) ? null : group.getKey();
                lots.add(new Lot(id++, Lot.Source.TRANSFER, reference, now, now, expires, left, left));
            }
        }
        return new ArrivedPoints(owed - missing, lots);
    }

    /** Whether the account would pass a limit by so many points of another customer. */
    static boolean isTooMuch(Judgement judgement, long points) {
        Customer customer = judgement.customer();
        long total =
                customer.balance(judgement.now()).total() + customer.sagas().inTransit();
        return total > Limits.MAX_BALANCE - points || customer.totals().transferred() > Limits.MAX_LIFETIME - points;
    }
}
