package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points that are given back: they pay off what is owed, and the rest goes into new lots, one an expiry.
 *
 * @param owedPaid points that paid off what was owed
 */
record RestoredPoints(long owedPaid, List<Lot> lots) {
    /** Before the end of time there is one that no lot has: it stands for never in a map. */
    private static final Instant NEVER = Instant.MAX;

    /**
     * Gives points back.
     *
     * @param spent where they came from
     * @param reference of the new lots
     * @param day of the refund, from which the grace is counted
     */
    static RestoredPoints of(Judgement judgement, List<SpentLot> spent, String reference, Instant day) {
        Map<Instant, Long> byExpiry = new LinkedHashMap<>();
        for (SpentLot lot : spent) {
            Instant until = until(judgement, lot.expires(), day);
            byExpiry.merge(until == null ? NEVER : until, lot.points(), Math::addExact);
        }
        long owed = Math.min(judgement.customer().owed(), SpentLot.sum(spent));
        long missing = owed;
        long id = judgement.customer().nextLotId();
        List<Lot> lots = new ArrayList<>();
        for (Map.Entry<Instant, Long> group : byExpiry.entrySet()) {
            long paid = Math.min(missing, group.getValue());
            missing -= paid;
            long left = group.getValue() - paid;
            if (left > 0) {
                Instant expires = group.getKey().equals(NEVER) ? null : group.getKey();
                Instant now = judgement.now();
                lots.add(new Lot(id++, Lot.Source.RESTORED, reference, now, now, expires, left, left));
            }
        }
        return new RestoredPoints(owed, lots);
    }

    /** Until when something given back can be used: until its own expiry, and until the program's grace is over. */
    static @Nullable Instant until(Judgement judgement, @Nullable Instant expires, Instant day) {
        int graceDays = judgement.program().refunds().restoreGraceDays();
        if (expires == null || graceDays == 0) {
            return expires;
        }
        LocalDate last = LocalDate.ofInstant(day, judgement.program().zone()).plusDays(graceDays);
        Instant grace = judgement.midnight(last.plusDays(1));
        return expires.isBefore(grace) ? grace : expires;
    }
}
