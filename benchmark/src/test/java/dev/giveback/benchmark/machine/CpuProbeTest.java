package dev.giveback.benchmark.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CpuProbeTest {
    private static final boolean TOLD = Files.exists(Path.of("/proc/self/stat"));
    private static final String LINE =
            "4242 (postgres: a) (b) S 77 4242 4242 0 -1 4194560 1234 5678 0 0 150 50 1000 200 20 0 1 0"
                    + " 12345 228888576 6789 18446744073709551615 1 1 0 0 0 0 0 16781312 0 0 0 0 17 1 0 0 0 0 0";

    @Test
    void aCommandWithBracketsAndSpacesIsReadPast() {
        assertThat(ProcessStat.parse(LINE)).isEqualTo(new ProcessStat(4242, 77, 2.0, 12.0));
    }

    @Test
    void aFamilyIsTheParentAndItsChildrenDeadOrAlive() {
        List<ProcessStat> all = List.of(
                new ProcessStat(10, 1, 1, 20),
                new ProcessStat(11, 10, 300, 0),
                new ProcessStat(12, 10, 4000, 0),
                new ProcessStat(13, 1, 50_000, 0));

        assertThat(CpuProbe.familySeconds(10, all)).isEqualTo(4321);
    }

    @Test
    void timeUsedIsOfProcessesKnownBothTimes() {
        CpuTimes before = new CpuTimes(Map.of("server", 10.0, "gone", 3.0));
        CpuTimes after = new CpuTimes(Map.of("server", 12.5, "new", 7.0));

        assertThat(after.minus(before).seconds()).isEqualTo(Map.of("server", 2.5));
        assertThat(after.minus(before).microsPerCall(50_000)).isEqualTo(Map.of("server", 50.0));
        assertThat(after.minus(before).microsPerCall(0)).isEmpty();
    }

    @Test
    void busyProcessorsAreThoseThatWereNeitherIdleNorWaiting() {
        Neighbours.Ticks before = Neighbours.Ticks.parse("cpu  100 0 50 1000 30 0 0 20 99 99");
        Neighbours.Ticks after = Neighbours.Ticks.parse("cpu  150 0 75 1100 55 0 0 20 99 99");

        assertThat(before).isEqualTo(new Neighbours.Ticks(170, 1200));
        assertThat(after.busyCoresSince(before))
                .isCloseTo(75 / 200.0 * Runtime.getRuntime().availableProcessors(), within(1e-9));
    }

    @Test
    void ourOwnWorkIsSeenWhereTheSystemTellsIt() {
        OptionalLong ourselves = OptionalLong.of(ProcessHandle.current().pid());
        CpuProbe probe = new CpuProbe(OptionalLong.empty(), ourselves);
        CpuTimes before = probe.get();
        long end = System.nanoTime() + 200_000_000;
        double work = 0;
        while (System.nanoTime() < end) {
            work += Math.sqrt(work + 1);
        }
        CpuTimes used = probe.get().minus(before);

        assertThat(work).isPositive();
        if (TOLD) {
            assertThat(used.seconds()).containsOnlyKeys("generator", "pgbench", "postgres");
            assertThat(used.seconds().get("generator")).isGreaterThan(0.01);
        } else {
            assertThat(used.seconds()).isEmpty();
        }
    }

    @Test
    void aProcessThatIsGoneIsNotTakenForAnIdleOne() {
        OptionalLong nobody = OptionalLong.of(999_999_999);

        assertThat(new CpuProbe(nobody, nobody).get().seconds()).doesNotContainKeys("server", "postgres");
    }
}
