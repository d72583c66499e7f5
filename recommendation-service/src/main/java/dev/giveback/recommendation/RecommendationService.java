package dev.giveback.recommendation;

import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.lifecycle.Lifecycle;
import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The running recommendation service. Everything is wired here, by hand, in the order in which it starts; it stops in the reverse order.
 */
public final class RecommendationService implements AutoCloseable {
    private final Lifecycle lifecycle = new Lifecycle();
    private final RecommendationSettings settings;
    private final MeterRegistry meters;

    private RecommendationService(RecommendationSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * Starts the service and returns when it serves. Loyalty-service and coupon-service need not be there yet.
     *
     * @param endpoints where to serve
     * @param clock that tells which day it is
     * @param loyalty to loyalty-service, whose journal is followed; it is not closed here
     * @param coupon to coupon-service, which is asked for campaigns; it is not closed here
     * @throws dev.giveback.platform.lifecycle.StartupException when it cannot start; what had started is stopped again
     */
    public static RecommendationService start(
            RecommendationSettings settings,
            List<? extends Endpoint> endpoints,
            MeterRegistry meters,
            InstantSource clock,
            Channel loyalty,
            Channel coupon) {
        RecommendationService service = new RecommendationService(settings, meters);
        try {
            service.run(endpoints);
            return service;
        } catch (RuntimeException failed) {
            service.close();
            throw failed;
        }
    }

    private void run(List<? extends Endpoint> endpoints) {
        List<ServerServiceDefinition> services = new ArrayList<>();
        services.add(EchoHandler.service());
        lifecycle.add(
                "recommendation gRPC",
                settings.grpc().drainTotal(),
                GrpcServer.start(settings.grpc(), endpoints, services, List.of(), meters));
    }

    /** Drains and stops: first the gRPC services, then the models, and the connections at last. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
