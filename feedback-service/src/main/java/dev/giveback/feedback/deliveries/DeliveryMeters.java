package dev.giveback.feedback.deliveries;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured of webhooks. The numbers of what waits are told by the node that reads for all; elsewhere they are 0. */
public final class DeliveryMeters {
    private final Timer delivered;
    private final Timer failed;
    private final Counter dead;
    private final AtomicLong pendingCount = new AtomicLong();
    private final AtomicLong deadCount = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();

    /** In this registry. */
    public DeliveryMeters(MeterRegistry registry) {
        delivered = calls(registry, "delivered");
        failed = calls(registry, "failed");
        dead = Counter.builder("giveback.webhooks.given.up")
                .description("Deliveries that were given up")
                .register(registry);
        gauge(registry, "giveback.webhooks.pending", "Deliveries that wait or are tried again", pendingCount, 1);
        gauge(registry, "giveback.webhooks.dead", "Deliveries that were given up and are kept", deadCount, 1);
        gauge(registry, "giveback.webhooks.lag.seconds", "Age of the oldest event that waits", lagMillis, 1_000);
    }

    private static Timer calls(MeterRegistry registry, String outcome) {
        return Timer.builder("giveback.webhooks.calls")
                .description("Calls of webhooks")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String about, AtomicLong value, double unit) {
        Gauge.builder(name, value, number -> number.get() / unit)
                .description(about)
                .register(registry);
    }

    void called(boolean isWell, Duration duration) {
        (isWell ? delivered : failed).record(duration);
    }

    void givenUp() {
        dead.increment();
    }

    void waiting(long pending, long dead, long oldestMillis) {
        pendingCount.set(pending);
        deadCount.set(dead);
        lagMillis.set(oldestMillis);
    }
}
