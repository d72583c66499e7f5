package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.Key;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.standalone.doctor.Finding;
import dev.giveback.standalone.doctor.Finding.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatewayChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void aKeyThatEndsWithinAFortnightIsAWarning() {
        assertThat(GatewayChecks.caller(caller(13), NOW).state()).isEqualTo(State.WARN);
        assertThat(GatewayChecks.caller(caller(15), NOW).state()).isEqualTo(State.OK);
        assertThat(GatewayChecks.caller(GetCallerResponse.getDefaultInstance(), NOW)
                        .state())
                .isEqualTo(State.OK);
        Key soon = Key.newBuilder()
                .setName("keys/abc")
                .setDisplayName("till")
                .setExpireTime(in(3))
                .build();
        Finding keys = GatewayChecks.keys(List.of(Key.getDefaultInstance(), soon), NOW);
        assertThat(keys.state()).isEqualTo(State.WARN);
        assertThat(keys.found()).contains("abc till");
        assertThat(GatewayChecks.keys(List.of(Key.getDefaultInstance()), NOW).state())
                .isEqualTo(State.OK);
    }

    @Test
    void aProjectionThatIsPausedOrFarBehindIsAWarning() {
        Projection.Builder projection = Projection.newBuilder()
                .setName("operations/projections/loyalty/directory")
                .setLagEvents(1_234)
                .setState(ProjectionState.PROJECTION_STATE_RUNNING);
        assertThat(GatewayChecks.projection(projection.build()).state()).isEqualTo(State.OK);
        assertThat(GatewayChecks.projection(projection.build()).found())
                .isEqualTo("loyalty/directory, 1,234 events behind");
        projection.getLagTimeBuilder().setSeconds(61);
        assertThat(GatewayChecks.projection(projection.build()).state()).isEqualTo(State.WARN);
        projection.setState(ProjectionState.PROJECTION_STATE_PAUSED);
        assertThat(GatewayChecks.projection(projection.build()).advice())
                .isEqualTo("giveback projections resume loyalty/directory");
        projection.setState(ProjectionState.PROJECTION_STATE_BEHIND);
        assertThat(GatewayChecks.projection(projection.build()).state()).isEqualTo(State.WARN);
    }

    @Test
    void aReaderOfAnotherServicesFeedIsBehindByATime() {
        Projection.Builder feed = Projection.newBuilder()
                .setName("operations/projections/coupon/orders")
                .setState(ProjectionState.PROJECTION_STATE_RUNNING);
        assertThat(GatewayChecks.projection(feed.build()).found()).isEqualTo("coupon/orders, less than 15 s behind");
        feed.setState(ProjectionState.PROJECTION_STATE_BEHIND);
        assertThat(GatewayChecks.projection(feed.build()).found())
                .isEqualTo("coupon/orders is catching up, lag not known");
        feed.getLagTimeBuilder().setSeconds(7_200);
        assertThat(GatewayChecks.projection(feed.build()).found())
                .isEqualTo("coupon/orders is catching up, 7,200 s behind at most");
    }

    private static GetCallerResponse caller(int days) {
        return GetCallerResponse.newBuilder().setExpireTime(in(days)).build();
    }

    private static Timestamp in(int days) {
        return Timestamp.newBuilder()
                .setSeconds(NOW.getEpochSecond() + days * 86_400L)
                .build();
    }
}
