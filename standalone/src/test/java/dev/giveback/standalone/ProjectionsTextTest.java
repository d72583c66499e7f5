package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProjectionsTextTest {
    private static String line(Projection.Builder projection) {
        return ProjectionsCommand.lines(
                        List.of(projection
                                .setName("operations/projections/coupon/orders")
                                .build()),
                        List.of())
                .getLast()
                .strip()
                .replaceAll(" {2,}", "|");
    }

    @Test
    void howFarEachIsBehindIsToldInEventsOrInTime() {
        Projection.Builder own = Projection.newBuilder()
                .setState(ProjectionState.PROJECTION_STATE_RUNNING)
                .setLagEvents(0);
        assertThat(line(own)).isEqualTo("coupon/orders|running|0");
        assertThat(line(own.setLagEvents(1_234).setLagTime(Durations.fromSeconds(9))))
                .isEqualTo("coupon/orders|running|1,234|9 s");

        Projection.Builder feed = Projection.newBuilder().setState(ProjectionState.PROJECTION_STATE_RUNNING);
        assertThat(line(feed)).isEqualTo("coupon/orders|running|not known|< 15 s");
        assertThat(line(feed.setState(ProjectionState.PROJECTION_STATE_PAUSED)))
                .isEqualTo("coupon/orders|paused|not known");
        assertThat(line(feed.setLagTime(Durations.fromMinutes(2)))).isEqualTo("coupon/orders|paused|not known|120 s");
    }
}
