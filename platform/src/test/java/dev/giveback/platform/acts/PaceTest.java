package dev.giveback.platform.acts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pace by a clock that only the test moves: nothing here sleeps. */
final class PaceTest {
    private static final long MILLI = 1_000_000;

    private final List<Long> slept = new ArrayList<>();
    private long now = 5_000_000_000L;
    private long calls;

    private Pace pace(int sharePercent) {
        return new Pace(sharePercent, () -> calls, () -> now, nanos -> {
            slept.add(nanos);
            now += nanos;
        });
    }

    private long rested() {
        long sum = slept.stream().mapToLong(Long::longValue).sum();
        slept.clear();
        return sum;
    }

    private long restAfter(Pace pace, long workMillis) {
        now += workMillis * MILLI;
        pace.rest(1, () -> false);
        return rested() / MILLI;
    }

    @Test
    void withoutCallsItNeverRests() {
        Pace pace = pace(25);

        assertThat(restAfter(pace, 10)).isZero();
        assertThat(restAfter(pace, 5_000)).isZero();
    }

    @Test
    void withCallsItRestsInProportionToTheTimeWorked() {
        Pace pace = pace(25);
        calls++;

        assertThat(restAfter(pace, 10)).isEqualTo(30);
        calls++;
        assertThat(restAfter(pace, 4)).isEqualTo(12);
    }

    @Test
    void aLongStepIsPaidForInFullAndInSlices() {
        Pace pace = pace(20);
        calls++;
        now += 2_000 * MILLI;
        pace.rest(1, () -> false);

        assertThat(slept).hasSize(160).allMatch(slice -> slice <= 50 * MILLI);
        assertThat(rested()).isEqualTo(8_000 * MILLI);
    }

    @Test
    void oneCallCountsForASecondAndNoLonger() {
        Pace pace = pace(50);
        calls++;
        assertThat(restAfter(pace, 100)).isEqualTo(100);
        assertThat(restAfter(pace, 400)).isEqualTo(400);
        // A second after that call was seen.
        assertThat(restAfter(pace, 400)).isZero();
        calls++;
        assertThat(restAfter(pace, 1)).isEqualTo(1);
    }

    @Test
    void allOfTheTimeMeansThatItNeverRests() {
        Pace pace = pace(100);
        calls++;

        assertThat(restAfter(pace, 10)).isZero();
    }

    @Test
    void theTimeSpentWaitingForAReaderIsNotPaidFor() {
        Pace pace = pace(25);
        calls++;
        now += 900 * MILLI;
        pace.waited();

        assertThat(restAfter(pace, 2)).isEqualTo(6);
    }

    @Test
    void aWorkThatIsToEndRestsNoLonger() {
        Pace pace = pace(1);
        calls++;
        now += 1_000 * MILLI;
        pace.rest(1, () -> slept.size() == 3);

        assertThat(slept).hasSize(3);
    }
}
