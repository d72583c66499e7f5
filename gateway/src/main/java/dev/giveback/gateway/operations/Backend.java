package dev.giveback.gateway.operations;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.BackendStatus;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.WorkStatus;
import dev.giveback.platform.v1.CancelNodeWorkRequest;
import dev.giveback.platform.v1.CancelNodeWorkResponse;
import dev.giveback.platform.v1.GetNodeRequest;
import dev.giveback.platform.v1.GetNodeResponse;
import dev.giveback.platform.v1.ListNodeProjectionsRequest;
import dev.giveback.platform.v1.ListNodeProjectionsResponse;
import dev.giveback.platform.v1.ListNodeWorksRequest;
import dev.giveback.platform.v1.ListNodeWorksResponse;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.platform.v1.NodeServiceGrpc.NodeServiceStub;
import dev.giveback.platform.v1.SetProjectionPausedRequest;
import dev.giveback.platform.v1.SetProjectionPausedResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One service behind the gateway, asked with a short deadline. */
record Backend(String name, Channel channel) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    static final String PROJECTIONS = "operations/projections/";
    static final String WORKS = "operations/works/";

    private NodeServiceStub node() {
        return NodeServiceGrpc.newStub(channel).withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it is; one that is away is told as away. It never fails. */
    CompletableFuture<BackendStatus> status() {
        long begin = System.nanoTime();
        CompletableFuture<HealthCheckResponse> health = Answered.by(answer -> HealthGrpc.newStub(channel)
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .check(HealthCheckRequest.getDefaultInstance(), answer));
        CompletableFuture<GetNodeResponse> said =
                Answered.by(answer -> node().getNode(GetNodeRequest.getDefaultInstance(), answer));
        return health.thenCombine(said, this::status)
                .exceptionally(this::away)
                .thenApply(status -> status.setAnswerTime(Durations.fromNanos(System.nanoTime() - begin))
                        .build());
    }

    private BackendStatus.Builder status(HealthCheckResponse health, GetNodeResponse node) {
        boolean serving = health.getStatus() == ServingStatus.SERVING;
        return BackendStatus.newBuilder()
                .setService(name)
                .setServing(serving)
                .setProblem(serving ? "" : "it says that it does not serve")
                .setVersion(node.getVersion())
                .setStartTime(node.getStartTime())
                .addAllNodes(node.getNodesList())
                .addAllRegions(node.getRegionsList());
    }

    /** Its address is nobody's affair, so what went wrong is told by its code alone. */
    private BackendStatus.Builder away(Throwable failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        return BackendStatus.newBuilder()
                .setService(name)
                .setProblem(
                        code == Status.Code.DEADLINE_EXCEEDED
                                ? "it did not answer within " + PATIENCE.toSeconds() + " s"
                                : "it cannot be asked: " + code);
    }

    /** What follows the journals there; nothing when it is away. */
    CompletableFuture<Optional<List<Projection>>> projections() {
        CompletableFuture<ListNodeProjectionsResponse> said = Answered.by(
                answer -> node().listNodeProjections(ListNodeProjectionsRequest.getDefaultInstance(), answer));
        return said.thenApply(list -> Optional.of(
                        list.getProjectionsList().stream().map(this::named).toList()))
                .exceptionally(away -> Optional.empty());
    }

    CompletableFuture<Projection> pause(String projection, boolean paused) {
        CompletableFuture<SetProjectionPausedResponse> said = Answered.by(answer -> node().setProjectionPaused(
                        SetProjectionPausedRequest.newBuilder()
                                .setProjection(projection)
                                .setPaused(paused)
                                .build(),
                        answer));
        return said.thenApply(answer -> named(answer.getProjection()));
    }

    private Projection named(Projection projection) {
        return projection.toBuilder()
                .setName(PROJECTIONS + name + "/" + projection.getName())
                .build();
    }

    /** The works under way there; nothing when it is away. */
    CompletableFuture<Optional<List<WorkStatus>>> works() {
        CompletableFuture<ListNodeWorksResponse> said =
                Answered.by(answer -> node().listNodeWorks(ListNodeWorksRequest.getDefaultInstance(), answer));
        return said.thenApply(list -> Optional.of(list.getWorksList().stream()
                        .map(work -> work.toBuilder()
                                .setName(WORKS + name + "/" + work.getName())
                                .build())
                        .toList()))
                .exceptionally(away -> Optional.empty());
    }

    CompletableFuture<CancelNodeWorkResponse> cancel(long actId) {
        return Answered.by(answer -> node().cancelNodeWork(
                        CancelNodeWorkRequest.newBuilder().setActId(actId).build(), answer));
    }
}
