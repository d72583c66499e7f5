package dev.giveback.loyalty.liability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.liability.Cohort.End;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BreakageCurveTest {
    private static Cohort cohort(long earned, long... endedByAge) {
        Cohort cohort = new Cohort();
        cohort.earn(earned);
        for (int age = 0; age < endedByAge.length / 2; age++) {
            cohort.end(End.REDEEMED, age, endedByAge[2 * age]);
            cohort.end(End.EXPIRED, age, endedByAge[2 * age + 1]);
        }
        return cohort;
    }

    @Test
    void withoutHistoryNothingIsExpectedToExpire() {
        BreakageCurve curve = BreakageCurve.of(new TreeMap<>(), 100);

        assertThat(curve.ages()).isEmpty();
        assertThat(curve.expected(1_000, 0)).isZero();
    }

    /** Worked out by hand: 100 earned, 40 redeemed at once, 30 of the other 60 expired a month later, the last 30 redeemed. */
    @Test
    void oneCohortThatIsOverGivesItsOwnShares() {
        TreeMap<Integer, Cohort> cohorts = new TreeMap<>();
        cohorts.put(10, cohort(100, 40, 0, 30, 30));

        BreakageCurve curve = BreakageCurve.of(cohorts, 12);
        assertThat(curve.ages())
                .containsExactly(
                        new BreakageCurve.Age(100, 0, 40, 300_000_000), new BreakageCurve.Age(60, 30, 30, 500_000_000));
        assertThat(curve.expected(101, 0)).isEqualTo(30);
        assertThat(curve.expected(101, 1)).isEqualTo(50);
        assertThat(curve.expected(101, 2)).isZero();
    }

    /** A young cohort counts for the ages that it has behind it, and what happened this month for none. */
    @Test
    void youngCohortsCountAsFarAsTheyHaveCome() {
        TreeMap<Integer, Cohort> cohorts = new TreeMap<>();
        cohorts.put(10, cohort(100, 0, 0, 0, 50));
        cohorts.put(11, cohort(300, 300, 0));
        cohorts.put(12, cohort(900, 900, 0));

        BreakageCurve curve = BreakageCurve.of(cohorts, 12);
        // Age 0: of 400 points 300 were redeemed; age 1: of 100 half expired. 0.25 × 0.5.
        assertThat(curve.rateAt(0)).isEqualTo(125_000_000);
        assertThat(curve.rateAt(1)).isEqualTo(500_000_000);
    }

    @Test
    void theRateStaysBetweenNothingAndAllWhenMoreIsRestoredThanWasThere() {
        TreeMap<Integer, Cohort> cohorts = new TreeMap<>();
        cohorts.put(10, cohort(100, 100, 0, -100, 0, 0, 100));

        BreakageCurve curve = BreakageCurve.of(cohorts, 13);
        assertThat(curve.ages()).allMatch(age -> age.rateBillionths() >= 0 && age.rateBillionths() <= 1_000_000_000);
    }
}
