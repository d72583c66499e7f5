package dev.giveback.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.benchmark.machine.CpuTimes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {
    private static final long STALL_MILLIS = 400;
    private static final Window SECOND = Window.after(Duration.ZERO, Duration.ofSeconds(1));

    @Test
    void aStallIsPaidByEveryCallThatWasDueInIt() throws Exception {
        try (TestServer server = new TestServer(stallingAt(20));
                Target target = server.connect()) {
            Measurement measurement = load(target).open(Workloads.echo(), new Schedule(200), SECOND);

            // 80 of 200 calls were due in the stall, evenly: half of them waited for at least half of it.
            assertThat(measurement.outcomes()).isEqualTo(Map.of("OK", 200L));
            assertThat(slow(measurement.latency())).isGreaterThanOrEqualTo(35);
            assertThat(millis(measurement.latency().getValueAtPercentile(99))).isGreaterThan(STALL_MILLIS * 3 / 4);
        }
    }

    @Test
    void aClosedLoopHidesTheSameStallInOneCall() throws Exception {
        try (TestServer server = new TestServer(stallingAt(20));
                Target target = server.connect()) {
            Measurement measurement = load(target).closed(Workloads.echo(), 1, SECOND);

            assertThat(slow(measurement.latency())).isBetween(1L, 20L);
        }
    }

    @Test
    void everyCallThatWasDueIsAccountedFor() throws Exception {
        try (TestServer server = new TestServer(TestServer::succeed);
                Target target = server.connect()) {
            Window window = Window.after(Duration.ofMillis(100), Duration.ofMillis(300));
            Measurement measurement = load(target).open(Workloads.echo(), new Schedule(1000), window);

            assertThat(measurement.outcomes()).isEqualTo(Map.of("OK", 300L));
            assertThat(measurement.ever()).isEqualTo(Map.of("OK", 400L));
            assertThat(measurement.latency().getTotalCount()).isEqualTo(300);
            assertThat(measurement.lateness().getTotalCount()).isEqualTo(300);
            assertThat(measurement.notSent()).isZero();
        }
    }

    private static Load load(Target target) {
        return new Load(target, () -> new CpuTimes(Map.of()));
    }

    private static TestServer.Behaviour stallingAt(int number) {
        AtomicInteger count = new AtomicInteger();
        return call -> {
            if (count.incrementAndGet() == number) {
                Thread.sleep(STALL_MILLIS);
            }
            TestServer.succeed(call);
        };
    }

    private static long slow(Histogram latency) {
        return latency.getCountBetweenValues(STALL_MILLIS * 1_000_000 / 2, latency.getHighestTrackableValue());
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
