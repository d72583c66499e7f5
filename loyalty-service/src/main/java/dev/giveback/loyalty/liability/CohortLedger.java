package dev.giveback.loyalty.liability;

import dev.giveback.loyalty.liability.Cohort.End;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All cohorts of a program. */
final class CohortLedger {
    private static final int MONTHS = 12;

    private final ZoneId zone;
    private final TreeMap<Integer, Cohort> byMonth = new TreeMap<>();

    CohortLedger(ZoneId zone) {
        this.zone = zone;
    }

    SortedMap<Integer, Cohort> byMonth() {
        return byMonth;
    }

    int monthOf(long millis) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
        return day.getYear() * MONTHS + day.getMonthValue() - 1;
    }

    static String nameOf(int month) {
        return YearMonth.of(Math.floorDiv(month, MONTHS), Math.floorMod(month, MONTHS) + 1)
                .toString();
    }

    Slice earn(long millis, long points) {
        int month = monthOf(millis);
        cohort(month).earn(points);
        return new Slice(month, points);
    }

    void end(End end, long millis, List<Slice> slices) {
        count(end, millis, slices, 1);
    }

    void restore(long millis, List<Slice> slices) {
        count(End.REDEEMED, millis, slices, -1);
    }

    private void count(End end, long millis, List<Slice> slices, int sign) {
        if (!slices.isEmpty()) {
            int month = monthOf(millis);
            for (Slice slice : slices) {
                cohort(slice.month()).end(end, Math.max(0, month - slice.month()), sign * slice.points());
            }
        }
    }

    private Cohort cohort(int month) {
        return byMonth.computeIfAbsent(month, unseen -> new Cohort());
    }
}
