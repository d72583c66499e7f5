package dev.giveback.loyalty.insight;

import com.google.protobuf.util.Timestamps;
import dev.giveback.insight.v1.BreakageMonth;
import dev.giveback.insight.v1.GetBreakageResponse;
import dev.giveback.insight.v1.GetRetentionResponse;
import dev.giveback.insight.v1.RetentionAge;
import dev.giveback.insight.v1.RetentionCohort;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of points and of customers, by the month in which they began. */
final class MonthAnswers {
    private static final int DEFAULT_MONTHS = 12;
    private static final BigInteger BASIS = BigInteger.valueOf(10_000);
    private static final int COLUMNS = 5;

    private MonthAnswers() {}

    /**
     * What became of points.
     *
     * @param asked months, 0 for 12
     * @param thisMonth the last of them, or the latest one that has points
     */
    static GetBreakageResponse breakage(Insights.Rows issues, int asked, int thisMonth) {
        int first = first(issues.rows(), asked, thisMonth);
        GetBreakageResponse.Builder answer = GetBreakageResponse.newBuilder();
        List<Long> earlier = new ArrayList<>(List.of(0L, 0L, 0L, 0L, 0L));
        for (Insights.Row row : issues.rows()) {
            if (row.key() >= first) {
                answer.addMonths(month(row.values()).setMonth(Months.name(row.key())));
            } else {
                for (int i = 0; i < COLUMNS; i++) {
                    earlier.set(i, earlier.get(i) + row.value(i));
                }
            }
        }
        answer.setEarlier(month(earlier));
        if (issues.asOfMillis() != 0) {
            answer.setAsOfTime(Timestamps.fromMillis(issues.asOfMillis()));
        }
        return answer.build();
    }

    private static int first(List<Insights.Row> rows, int asked, int thisMonth) {
        int last =
                rows.isEmpty() ? thisMonth : Math.min(thisMonth, rows.getLast().key());
        return last - (asked == 0 ? DEFAULT_MONTHS : asked) + 1;
    }

    /** In the order of the columns: issued, redeemed, expired, taken back, moved. */
    private static BreakageMonth.Builder month(List<Long> values) {
        long issued = values.get(0);
        long redeemed = values.get(1);
        long expired = values.get(2);
        long takenBack = values.get(3);
        long moved = values.get(4);
        return BreakageMonth.newBuilder()
                .setIssued(issued)
                .setRedeemed(redeemed)
                .setExpired(expired)
                .setTakenBack(takenBack)
                .setMoved(moved)
                .setOpen(issued - redeemed - expired - takenBack - moved)
                .setBreakageBasisPoints(basisPoints(expired, issued));
    }

    /** Who came back; each cohort has a row for every month up to the present one, 36 at most. */
    static GetRetentionResponse retention(Insights.Rows cohorts, int asked, int thisMonth) {
        int first = first(cohorts.rows(), asked, thisMonth);
        Map<Integer, Map<Integer, Long>> byCohort = new TreeMap<>();
        for (Insights.Row row : cohorts.rows()) {
            if (row.key() >= first) {
                byCohort.computeIfAbsent(row.key(), unseen -> new TreeMap<>())
                        .put(Math.toIntExact(row.value(0)), row.value(1));
            }
        }
        GetRetentionResponse.Builder answer = GetRetentionResponse.newBuilder();
        byCohort.forEach((cohort, months) -> answer.addCohorts(cohort(cohort, months, thisMonth)));
        if (cohorts.asOfMillis() != 0) {
            answer.setAsOfTime(Timestamps.fromMillis(cohorts.asOfMillis()));
        }
        return answer.build();
    }

    private static RetentionCohort cohort(int cohort, Map<Integer, Long> months, int thisMonth) {
        long customers = months.getOrDefault(cohort, 0L);
        RetentionCohort.Builder told =
                RetentionCohort.newBuilder().setMonth(Months.name(cohort)).setCustomers(customers);
        int ages = Math.min(Insights.MAX_MONTHS, Math.max(1, thisMonth - cohort + 1));
        for (int age = 0; age < ages; age++) {
            long ordered = months.getOrDefault(cohort + age, 0L);
            told.addAges(RetentionAge.newBuilder()
                    .setAgeMonths(age)
                    .setCustomers(ordered)
                    .setShareBasisPoints(basisPoints(ordered, customers)));
        }
        return told.build();
    }

    private static int basisPoints(long part, long whole) {
        return whole <= 0
                ? 0
                : BigInteger.valueOf(part)
                        .multiply(BASIS)
                        .divide(BigInteger.valueOf(whole))
                        .intValueExact();
    }
}
