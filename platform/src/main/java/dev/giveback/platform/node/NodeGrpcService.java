package dev.giveback.platform.node;

import akka.actor.typed.ActorSystem;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import dev.giveback.operations.v1.Projection;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.ErrorStatus;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.v1.CancelNodeWorkRequest;
import dev.giveback.platform.v1.CancelNodeWorkResponse;
import dev.giveback.platform.v1.GetNodeRequest;
import dev.giveback.platform.v1.GetNodeResponse;
import dev.giveback.platform.v1.ListNodeProjectionsRequest;
import dev.giveback.platform.v1.ListNodeProjectionsResponse;
import dev.giveback.platform.v1.ListNodeWorksRequest;
import dev.giveback.platform.v1.ListNodeWorksResponse;
import dev.giveback.platform.v1.NodeServiceGrpc;
import dev.giveback.platform.v1.SetProjectionPausedRequest;
import dev.giveback.platform.v1.SetProjectionPausedResponse;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a node says of itself; every service serves it to the gateway. No handler blocks. */
public final class NodeGrpcService extends NodeServiceGrpc.NodeServiceImplBase {
    private static final String DOMAIN = "platform.giveback.dev";
    private static final Timestamp STARTED =
            Timestamps.fromMillis(ManagementFactory.getRuntimeMXBean().getStartTime());

    private final RequestValidator validator =
            RequestValidator.forServices(DOMAIN, NodeServiceGrpc.getServiceDescriptor());
    private final @Nullable ClusterView cluster;
    private final @Nullable Works works;
    private final List<Followed> followed;
    private final Executor blocking;

    private NodeGrpcService(
            @Nullable ClusterView cluster,
            @Nullable Works works,
            List<? extends Followed> followed,
            Executor blocking) {
        this.cluster = cluster;
        this.works = works;
        this.followed = followed.stream()
                .sorted(Comparator.comparing(Followed::name))
                .map(Followed.class::cast)
                .toList();
        this.blocking = blocking;
    }

    /**
     * The service of a node with actors.
     *
     * @param works of admins; null for a service that has none
     * @param followed what follows the journals in this service
     * @param blocking whose threads may take their time
     */
    public static ServerServiceDefinition of(
            ActorSystem<?> system, @Nullable Works works, List<? extends Followed> followed, Executor blocking) {
        return new NodeGrpcService(new ClusterView(system), works, followed, blocking).bindService();
    }

    /** The service of a node without actors and works. */
    public static ServerServiceDefinition of(List<? extends Followed> followed, Executor blocking) {
        return new NodeGrpcService(null, null, followed, blocking).bindService();
    }

    /** The version of the build, from the manifest of its jar. */
    public static String version() {
        @Nullable String version = NodeGrpcService.class.getPackage().getImplementationVersion();
        return version == null ? "not from a jar" : version;
    }

    /** When this process started. */
    public static Timestamp startTime() {
        return STARTED;
    }

    @Override
    public void getNode(GetNodeRequest call, StreamObserver<GetNodeResponse> responses) {
        GetNodeResponse.Builder node =
                GetNodeResponse.newBuilder().setVersion(version()).setStartTime(STARTED);
        if (cluster == null) {
            send(CompletableFuture.completedFuture(node.build()), responses);
            return;
        }
        node.addAllNodes(cluster.nodes());
        send(cluster.regions().thenApply(regions -> node.addAllRegions(regions).build()), responses);
    }

    @Override
    public void listNodeProjections(
            ListNodeProjectionsRequest call, StreamObserver<ListNodeProjectionsResponse> responses) {
        send(
                CompletableFuture.supplyAsync(
                        () -> {
                            ListNodeProjectionsResponse.Builder list = ListNodeProjectionsResponse.newBuilder();
                            followed.forEach(each -> list.addProjections(standing(each)));
                            return list.build();
                        },
                        blocking),
                responses);
    }

    @Override
    public void setProjectionPaused(
            SetProjectionPausedRequest call, StreamObserver<SetProjectionPausedResponse> responses) {
        try {
            validator.validate(call);
            Followed wanted = find(call.getProjection());
            send(
                    wanted.pause(call.getPaused())
                            .thenApplyAsync(
                                    done -> SetProjectionPausedResponse.newBuilder()
                                            .setProjection(standing(wanted))
                                            .build(),
                                    blocking),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private Followed find(String name) {
        Optional<Followed> found =
                followed.stream().filter(each -> each.name().equals(name)).findFirst();
        return found.orElseThrow(() -> ErrorStatus.of(
                        Code.NOT_FOUND, DOMAIN, "PROJECTION_NOT_FOUND", "projection: there is none of this name")
                .toException());
    }

    private static Projection standing(Followed followed) {
        try {
            return followed.standing();
        } catch (SQLException unread) {
            throw new CompletionException(unread);
        }
    }

    @Override
    public void listNodeWorks(ListNodeWorksRequest call, StreamObserver<ListNodeWorksResponse> responses) {
        ListNodeWorksResponse.Builder list = ListNodeWorksResponse.newBuilder();
        if (works != null) {
            list.addAllWorks(new ArrayList<>(works.underWay()));
        }
        send(CompletableFuture.completedFuture(list.build()), responses);
    }

    @Override
    public void cancelNodeWork(CancelNodeWorkRequest call, StreamObserver<CancelNodeWorkResponse> responses) {
        if (works != null && works.cancel(call.getActId())) {
            send(CompletableFuture.completedFuture(CancelNodeWorkResponse.getDefaultInstance()), responses);
        } else {
            responses.onError(ErrorStatus.of(
                            Code.NOT_FOUND,
                            DOMAIN,
                            "WORK_NOT_FOUND",
                            "work: none of this number is under way on the node that was asked")
                    .toException());
        }
    }

    private static <A> void send(CompletionStage<A> outcome, StreamObserver<A> responses) {
        var unused = outcome.whenComplete((answer, failure) -> {
            if (failure == null) {
                responses.onNext(answer);
                responses.onCompleted();
            } else {
                responses.onError(CallFailure.of(DOMAIN, failure));
            }
        });
    }
}
