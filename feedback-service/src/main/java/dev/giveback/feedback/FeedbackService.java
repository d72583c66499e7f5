package dev.giveback.feedback;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.lifecycle.Lifecycle;
import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The running feedback service. Everything is wired here, by hand, in the order in which it starts; it stops in the reverse order.
 */
public final class FeedbackService implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Lifecycle lifecycle = new Lifecycle();
    private final FeedbackSettings settings;
    private final MeterRegistry meters;
    private final InstantSource clock;

    private FeedbackService(FeedbackSettings settings, MeterRegistry meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Starts the service and returns when it is ready. The other services need not be there yet.
     *
     * @param endpoints where to serve
     * @param clock what the actors read
     * @param loyalty to loyalty-service; it is not closed here
     * @param coupon to coupon-service; it is not closed here
     * @throws dev.giveback.platform.lifecycle.StartupException when it cannot start; what had started is stopped again
     */
    public static FeedbackService start(
            FeedbackSettings settings,
            List<? extends Endpoint> endpoints,
            MeterRegistry meters,
            InstantSource clock,
            Channel loyalty,
            Channel coupon) {
        FeedbackService service = new FeedbackService(settings, meters, clock);
        try {
            service.run(endpoints, loyalty, coupon);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    private void run(List<? extends Endpoint> endpoints, Channel loyalty, Channel coupon) {
        HikariDataSource reads = lifecycle.add(
                "read connections",
                STOP_LIMIT,
                settings.database().openPool("feedback-reads", settings.readConnections()));
        JournalSchema.migrate(reads, settings.database().schema());

        ActorSystem<Void> system = startActorSystem();
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        lifecycle.onStop("blocking threads", STOP_LIMIT, blocking::close);

        List<ServerServiceDefinition> services = new ArrayList<>();
        services.add(EchoHandler.service());
        lifecycle.add(
                "feedback gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(settings.grpc(), endpoints, services, List.of(), meters));
    }

    private ActorSystem<Void> startActorSystem() {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "giveback-feedback", settings.actorSystem());
        lifecycle.onStop("actors", STOP_LIMIT, () -> {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        });
        if (system.settings().config().getStringList("akka.cluster.seed-nodes").isEmpty()) {
            // Without seed nodes this node is a cluster of its own.
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
        return system;
    }

    /** Drains and stops: first the gRPC services, then what works in the background, the actors, and the connections at last. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
