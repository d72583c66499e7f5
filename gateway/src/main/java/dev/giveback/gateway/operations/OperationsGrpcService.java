package dev.giveback.gateway.operations;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import dev.giveback.operations.v1.CancelWorkRequest;
import dev.giveback.operations.v1.CancelWorkResponse;
import dev.giveback.operations.v1.GetStatusRequest;
import dev.giveback.operations.v1.GetStatusResponse;
import dev.giveback.operations.v1.ListProjectionsRequest;
import dev.giveback.operations.v1.ListProjectionsResponse;
import dev.giveback.operations.v1.ListWorksRequest;
import dev.giveback.operations.v1.ListWorksResponse;
import dev.giveback.operations.v1.OperationsServiceGrpc;
import dev.giveback.operations.v1.PauseProjectionRequest;
import dev.giveback.operations.v1.PauseProjectionResponse;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ResumeProjectionRequest;
import dev.giveback.operations.v1.ResumeProjectionResponse;
import dev.giveback.operations.v1.WorkStatus;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the installation runs, by gRPC. No handler blocks: every service is asked at once, and the slowest is waited for. */
final class OperationsGrpcService extends OperationsServiceGrpc.OperationsServiceImplBase {
    private static final String DOMAIN = "gateway.giveback.dev";
    private static final Timestamp STARTED =
            Timestamps.fromMillis(ManagementFactory.getRuntimeMXBean().getStartTime());

    private final List<Backend> backends;
    private final Calls calls;
    private final InstantSource clock;

    OperationsGrpcService(List<Backend> backends, Calls calls, InstantSource clock) {
        this.backends =
                backends.stream().sorted(Comparator.comparing(Backend::name)).toList();
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public void getStatus(GetStatusRequest call, StreamObserver<GetStatusResponse> responses) {
        send(
                ofAll(Backend::status)
                        .thenApply(all -> GetStatusResponse.newBuilder()
                                .setVersion(version())
                                .setStartTime(STARTED)
                                .addAllBackends(all)
                                .setCalls(calls.all())
                                .addAllMethods(calls.methods())
                                .setAsOfTime(Timestamps.fromMillis(clock.millis()))
                                .build()),
                "",
                responses);
    }

    private static String version() {
        @Nullable String version = OperationsGrpcService.class.getPackage().getImplementationVersion();
        return version == null ? "not from a jar" : version;
    }

    @Override
    public void listProjections(ListProjectionsRequest call, StreamObserver<ListProjectionsResponse> responses) {
        send(
                ofAll(Backend::projections)
                        .thenApply(all -> ListProjectionsResponse.newBuilder()
                                .addAllProjections(flat(all).stream()
                                        .sorted(Comparator.comparing(Projection::getName))
                                        .toList())
                                .addAllSilentServices(silent(all))
                                .build()),
                "",
                responses);
    }

    @Override
    public void pauseProjection(PauseProjectionRequest call, StreamObserver<PauseProjectionResponse> responses) {
        pause(
                call.getName(),
                true,
                projection -> PauseProjectionResponse.newBuilder()
                        .setProjection(projection)
                        .build(),
                responses);
    }

    @Override
    public void resumeProjection(ResumeProjectionRequest call, StreamObserver<ResumeProjectionResponse> responses) {
        pause(
                call.getName(),
                false,
                projection -> ResumeProjectionResponse.newBuilder()
                        .setProjection(projection)
                        .build(),
                responses);
    }

    private <A> void pause(String name, boolean paused, Function<Projection, A> answer, StreamObserver<A> responses) {
        String[] parts = parts(name, Backend.PROJECTIONS);
        Backend backend = find(parts[0]);
        if (backend == null) {
            responses.onError(notFound("PROJECTION_NOT_FOUND", "projection"));
            return;
        }
        send(backend.pause(parts[1], paused).thenApply(answer), parts[0], responses);
    }

    @Override
    public void listWorks(ListWorksRequest call, StreamObserver<ListWorksResponse> responses) {
        send(
                ofAll(Backend::works)
                        .thenApply(all -> ListWorksResponse.newBuilder()
                                .addAllWorks(flat(all).stream()
                                        .sorted(Comparator.comparing(WorkStatus::getStartTime, Timestamps.comparator()))
                                        .toList())
                                .addAllSilentServices(silent(all))
                                .build()),
                "",
                responses);
    }

    @Override
    public void cancelWork(CancelWorkRequest call, StreamObserver<CancelWorkResponse> responses) {
        String[] parts = parts(call.getName(), Backend.WORKS);
        Backend backend = find(parts[0]);
        if (backend == null || parts[1].length() > Long.toString(Long.MAX_VALUE).length() - 1) {
            responses.onError(notFound("WORK_NOT_FOUND", "work"));
            return;
        }
        send(
                backend.cancel(Long.parseLong(parts[1]))
                        .thenApply(cancelled -> CancelWorkResponse.getDefaultInstance()),
                parts[0],
                responses);
    }

    /** The contract's own rule has let a service and a last part through, and no more. */
    private static String[] parts(String name, String prefix) {
        return name.substring(prefix.length()).split("/", -1);
    }

    private @Nullable Backend find(String service) {
        return backends.stream()
                .filter(backend -> backend.name().equals(service))
                .findFirst()
                .orElse(null);
    }

    private static StatusRuntimeException notFound(String reason, String what) {
        return ErrorStatus.of(Code.NOT_FOUND, DOMAIN, reason, what + ": there is no service of this name")
                .toException();
    }

    private <A> CompletableFuture<List<A>> ofAll(Function<Backend, CompletableFuture<A>> question) {
        List<CompletableFuture<A>> asked = backends.stream().map(question).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }

    private static <A> List<A> flat(List<Optional<List<A>>> all) {
        return all.stream().flatMap(Optional::stream).flatMap(List::stream).toList();
    }

    private <A> List<String> silent(List<Optional<List<A>>> all) {
        return backends.stream()
                .filter(backend -> all.get(backends.indexOf(backend)).isEmpty())
                .map(Backend::name)
                .toList();
    }

    /** A refusal goes on as it is; a service that is away is told without its address. */
    private static <A> void send(CompletableFuture<A> outcome, String service, StreamObserver<A> responses) {
        var unused = outcome.whenComplete((answer, failure) -> {
            if (failure == null) {
                responses.onNext(answer);
                responses.onCompleted();
                return;
            }
            Status status = Status.fromThrowable(failure);
            responses.onError(
                    switch (status.getCode()) {
                        case UNAVAILABLE, DEADLINE_EXCEEDED, UNIMPLEMENTED ->
                            Status.UNAVAILABLE
                                    .withDescription("the " + service + " service cannot be reached")
                                    .asRuntimeException();
                        default -> new StatusRuntimeException(status, Status.trailersFromThrowable(failure));
                    });
        });
    }
}
