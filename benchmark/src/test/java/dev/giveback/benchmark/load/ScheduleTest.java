package dev.giveback.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void callsAreDueEvenlyFromTheBegin() {
        Schedule schedule = new Schedule(4);

        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(250_000_000);
        assertThat(schedule.dueNanos(8)).isEqualTo(2 * SECOND);
    }

    @Test
    void noErrorAddsUpAtARateThatDoesNotDivideASecond() {
        Schedule schedule = new Schedule(7);

        assertThat(schedule.dueNanos(7_000_000)).isEqualTo(1_000_000 * SECOND);
        assertThat(schedule.dueNanos(3)).isEqualTo(428_571_429);
    }

    @Test
    void aCallThatIsDueAtTheEndIsNotBeforeIt() {
        assertThat(new Schedule(4).countBefore(SECOND)).isEqualTo(4);
        assertThat(new Schedule(4).countBefore(SECOND + 1)).isEqualTo(5);
        assertThat(new Schedule(4).countBefore(0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 7, 999.9, 12_345.678, 3_333_333})
    void theCountIsThatOfTheCallsDueBefore(double rate) {
        Schedule schedule = new Schedule(rate);
        for (long nanos : new long[] {1, 777, SECOND / 3, SECOND, 10 * SECOND}) {
            long count = schedule.countBefore(nanos);
            assertThat(schedule.dueNanos(count))
                    .as("first not before %s", nanos)
                    .isGreaterThanOrEqualTo(nanos);
            if (count > 0) {
                assertThat(schedule.dueNanos(count - 1))
                        .as("last before %s", nanos)
                        .isLessThan(nanos);
            }
        }
    }

    @Test
    void aRateMustBePositive() {
        assertThatThrownBy(() -> new Schedule(0)).hasMessageContaining("rate: 0.0");
        assertThatThrownBy(() -> new Schedule(Double.NaN)).hasMessageContaining("rate: NaN");
    }
}
