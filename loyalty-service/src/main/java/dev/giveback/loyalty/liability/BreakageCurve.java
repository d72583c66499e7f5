package dev.giveback.loyalty.liability;

import dev.giveback.loyalty.liability.Cohort.End;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** How likely open points are to expire, by their age; the contract gives the formula and its source. */
record BreakageCurve(List<Age> ages) {
    static final long WHOLE = 1_000_000_000;

    /** What happened in one month of life, over the cohorts that have it behind them. */
    record Age(long atRisk, long expired, long gone, long rateBillionths) {}

    /**
     * The curve of these cohorts.
     *
     * @param thisMonth which is not over, so what happened in it tells nothing yet
     */
    static BreakageCurve of(SortedMap<Integer, Cohort> cohorts, int thisMonth) {
        int ages = cohorts.isEmpty() ? 0 : Math.max(0, thisMonth - cohorts.firstKey());
        long[][] sums = new long[ages][3];
        for (Map.Entry<Integer, Cohort> entry : cohorts.entrySet()) {
            Cohort cohort = entry.getValue();
            long open = cohort.earned();
            for (int age = 0; age < thisMonth - entry.getKey(); age++) {
                long expired = cohort.ended(End.EXPIRED, age);
                long gone = cohort.ended(End.REDEEMED, age) + cohort.ended(End.TAKEN_BACK, age);
                sums[age][0] = Math.addExact(sums[age][0], open);
                sums[age][1] += expired;
                sums[age][2] += gone;
                open -= expired + gone;
            }
        }
        List<Age> curve = new ArrayList<>(ages);
        long later = 0;
        for (int age = ages - 1; age >= 0; age--) {
            later = rate(sums[age][0], sums[age][1], sums[age][2], later);
            curve.add(new Age(sums[age][0], sums[age][1], sums[age][2], later));
        }
        return new BreakageCurve(List.copyOf(curve.reversed()));
    }

    private static long rate(long atRisk, long expired, long gone, long later) {
        if (atRisk <= 0) {
            return 0;
        }
        BigInteger now = BigInteger.valueOf(expired).multiply(BigInteger.valueOf(WHOLE));
        BigInteger then =
                BigInteger.valueOf(Math.max(0, atRisk - expired - gone)).multiply(BigInteger.valueOf(later));
        return now.add(then)
                .divide(BigInteger.valueOf(atRisk))
                .max(BigInteger.ZERO)
                .min(BigInteger.valueOf(WHOLE))
                .longValueExact();
    }

    long rateAt(int age) {
        return age < ages.size() ? ages.get(age).rateBillionths() : 0;
    }

    /** Points of so many open ones of this age that are expected to expire, rounded down. */
    long expected(long open, int age) {
        return open <= 0
                ? 0
                : BigInteger.valueOf(open)
                        .multiply(BigInteger.valueOf(rateAt(age)))
                        .divide(BigInteger.valueOf(WHOLE))
                        .longValueExact();
    }
}
