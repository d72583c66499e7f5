package dev.giveback.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.operations.v1.BackendStatus;
import dev.giveback.operations.v1.CancelWorkRequest;
import dev.giveback.operations.v1.GetStatusRequest;
import dev.giveback.operations.v1.GetStatusResponse;
import dev.giveback.operations.v1.ListProjectionsRequest;
import dev.giveback.operations.v1.ListProjectionsResponse;
import dev.giveback.operations.v1.ListWorksRequest;
import dev.giveback.operations.v1.OperationsServiceGrpc;
import dev.giveback.operations.v1.OperationsServiceGrpc.OperationsServiceBlockingStub;
import dev.giveback.operations.v1.PauseProjectionRequest;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.operations.v1.ResumeProjectionRequest;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.platform.node.Followed;
import dev.giveback.platform.node.NodeGrpcService;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two services: one is there, and the other is away. */
final class OperationsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private final Directory directory = new Directory();
    private final GrpcServerSettings settings = GrpcServerSettings.from(
            Settings.load(Map.of("giveback.platform.grpc.drain.notice", "0s"), "giveback-gateway"));
    private final GrpcServer node = GrpcServer.start(
            settings,
            List.of(new Endpoint.InProcess("operations-test-node")),
            List.of(NodeGrpcService.of(List.of(directory), Runnable::run)),
            List.of(),
            new SimpleMeterRegistry());
    private final ManagedChannel there = Channels.inProcess("operations-test-node");
    private final ManagedChannel away = Channels.inProcess("operations-test-nobody");
    private final Operations operations =
            Operations.start(Map.of("loyalty", there, "coupon", away), new Calls(), InstantSource.fixed(NOW));

    /** Something that follows a journal, kept in memory. */
    private static final class Directory implements Followed {
        private volatile boolean paused;

        @Override
        public String name() {
            return "customer-directory";
        }

        @Override
        public Projection standing() {
            return Projection.newBuilder()
                    .setName(name())
                    .setState(
                            paused ? ProjectionState.PROJECTION_STATE_PAUSED : ProjectionState.PROJECTION_STATE_RUNNING)
                    .build();
        }

        @Override
        public CompletionStage<Boolean> pause(boolean now) {
            paused = now;
            return CompletableFuture.completedFuture(true);
        }
    }

    @AfterEach
    void stop() {
        operations.close();
        there.shutdownNow();
        away.shutdownNow();
        node.close();
    }

    private OperationsServiceBlockingStub stub() {
        return OperationsServiceGrpc.newBlockingStub(operations.channel()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    @Test
    void aServiceThatIsAwayIsToldAsAway() {
        GetStatusResponse status = stub().getStatus(GetStatusRequest.getDefaultInstance());
        assertThat(status.getBackendsList())
                .extracting(BackendStatus::getService)
                .containsExactly("coupon", "loyalty");
        BackendStatus coupon = status.getBackends(0);
        assertThat(coupon.getServing()).isFalse();
        assertThat(coupon.getProblem()).isEqualTo("it cannot be asked: UNAVAILABLE");
        BackendStatus loyalty = status.getBackends(1);
        assertThat(loyalty.getServing()).isTrue();
        assertThat(loyalty.getProblem()).isEmpty();
        assertThat(loyalty.getVersion()).isNotEmpty();
        assertThat(loyalty.getStartTime().getSeconds()).isPositive();
        assertThat(status.getAsOfTime().getSeconds()).isEqualTo(NOW.getEpochSecond());
        assertThat(status.getStartTime().getSeconds()).isPositive();
    }

    @Test
    void projectionsAreListedPausedAndResumedByTheirNames() {
        ListProjectionsResponse list = stub().listProjections(ListProjectionsRequest.getDefaultInstance());
        String name = "operations/projections/loyalty/customer-directory";
        assertThat(list.getProjectionsList()).extracting(Projection::getName).containsExactly(name);
        assertThat(list.getSilentServicesList()).containsExactly("coupon");
        assertThat(stub().pauseProjection(PauseProjectionRequest.newBuilder()
                                .setName(name)
                                .build())
                        .getProjection())
                .satisfies(projection -> {
                    assertThat(projection.getName()).isEqualTo(name);
                    assertThat(projection.getState()).isEqualTo(ProjectionState.PROJECTION_STATE_PAUSED);
                });
        assertThat(stub().resumeProjection(ResumeProjectionRequest.newBuilder()
                                .setName(name)
                                .build())
                        .getProjection()
                        .getState())
                .isEqualTo(ProjectionState.PROJECTION_STATE_RUNNING);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertRefused(Status.Code.NOT_FOUND, () -> pause("operations/projections/loyalty/nothing"));
        assertRefused(Status.Code.NOT_FOUND, () -> pause("operations/projections/nobody/customer-directory"));
        assertRefused(Status.Code.UNAVAILABLE, () -> pause("operations/projections/coupon/campaign-directory"));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> pause("customer-directory"));
        assertRefused(Status.Code.NOT_FOUND, () -> cancel("operations/works/loyalty/1"));
        assertRefused(Status.Code.NOT_FOUND, () -> cancel("operations/works/nobody/1"));
        assertRefused(Status.Code.NOT_FOUND, () -> cancel("operations/works/loyalty/" + "9".repeat(19)));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> cancel("operations/works/loyalty/x"));
        assertThat(stub().listWorks(ListWorksRequest.getDefaultInstance()).getWorksCount())
                .isZero();
        assertThat(stub().listWorks(ListWorksRequest.getDefaultInstance()).getSilentServicesList())
                .containsExactly("coupon");
    }

    private void pause(String name) {
        var unused = stub().pauseProjection(
                        PauseProjectionRequest.newBuilder().setName(name).build());
    }

    private void cancel(String name) {
        var unused =
                stub().cancelWork(CancelWorkRequest.newBuilder().setName(name).build());
    }

    private static void assertRefused(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(code));
    }
}
