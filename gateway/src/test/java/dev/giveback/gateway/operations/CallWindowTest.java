package dev.giveback.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.CallRates;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class CallWindowTest {
    private final AtomicLong nanos = new AtomicLong(TimeUnit.HOURS.toNanos(7));
    private final Calls calls = new Calls(nanos::get);

    private void call(String method, long micros, Status.Code code) {
        calls.ended(method, nanos.get() - TimeUnit.MICROSECONDS.toNanos(micros), code);
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void nothingWasCalled() {
        assertThat(calls.all().getCallCount()).isZero();
        assertThat(calls.all().getCallsPerSecond()).isZero();
        assertThat(calls.methods()).isEmpty();
    }

    @Test
    void callsAreCountedByMethodWithTheirErrorsAndTimes() {
        for (int i = 1; i <= 100; i++) {
            call("a/A", i * 100L, i <= 3 ? Status.Code.NOT_FOUND : Status.Code.OK);
            pass(i % 10 == 0 ? 1 : 0);
        }
        call("b/B", 50, Status.Code.UNAVAILABLE);
        CallRates most = calls.methods().getFirst();
        assertThat(most.getMethod()).isEqualTo("a/A");
        assertThat(most.getCallCount()).isEqualTo(100);
        assertThat(most.getErrorsMap()).containsOnlyKeys("NOT_FOUND").containsEntry("NOT_FOUND", 3L);
        assertThat(Durations.toMicros(most.getP50Time())).isBetween(5_000L, 5_000L * 17 / 16);
        assertThat(Durations.toMicros(most.getP99Time())).isBetween(9_900L, 9_900L * 17 / 16);
        assertThat(most.getCallsPerSecond()).isCloseTo(100.0 / 11, Offset.offset(0.01));
        assertThat(calls.all().getCallCount()).isEqualTo(101);
        assertThat(calls.all().getErrorsMap()).hasSize(2);
        assertThat(calls.methods()).hasSize(2);
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        call("a/A", 100, Status.Code.OK);
        pass(45);
        call("a/A", 100, Status.Code.OK);
        assertThat(calls.all().getCallCount()).isEqualTo(2);
        pass(20);
        assertThat(calls.all().getCallCount()).isEqualTo(1);
        pass(3_600);
        assertThat(calls.all().getCallCount()).isZero();
        assertThat(calls.methods()).isEmpty();
        call("a/A", 100, Status.Code.OK);
        assertThat(calls.all().getCallCount()).isEqualTo(1);
    }

    @Test
    void aCallOfHoursIsCountedAsTheLongestThatIsTold() {
        call("a/A", TimeUnit.HOURS.toMicros(3), Status.Code.OK);
        assertThat(Durations.toSeconds(calls.all().getP99Time())).isBetween(112L, 128L);
    }
}
