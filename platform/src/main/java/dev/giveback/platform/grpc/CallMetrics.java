package dev.giveback.platform.grpc;

import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Counts and times calls by service, method and status code: {@code grpc.server.processing.duration}, with the buckets below.
 * Micrometer's own interceptor does it; it keeps the timers by method, so that a call looks up no tags.
 */
final class CallMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
    };

    private CallMetrics() {}

    static ServerInterceptor interceptor(MeterRegistry meters) {
        UnaryOperator<Timer.Builder> withBuckets = timer -> timer.serviceLevelObjectives(BUCKETS);
        return new MetricCollectingServerInterceptor(meters, UnaryOperator.identity(), withBuckets, Status.Code.OK);
    }
}
