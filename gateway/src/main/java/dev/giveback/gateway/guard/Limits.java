package dev.giveback.gateway.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often keys and customers may be called for. A bucket for each, filled evenly, so that a pause can be caught up with within a minute. What was not asked for
 * in that time has a full bucket, and need not be kept.
 */
final class Limits {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int KEPT = 100_000;

    private final int keyDefault;
    private final LoadingCache<RateOf, Bucket> buckets;

    /** Whose bucket, and how large. */
    private record RateOf(String name, int perSecond) {}

    private final int customerRate;

    Limits(GuardSettings settings) {
        keyDefault = settings.keyRequestsPerSecond();
        customerRate = settings.customerRequestsPerSecond();
        buckets = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .executor(Runnable::run)
                .build(rate -> bucket(rate.perSecond()));
    }

    private static Bucket bucket(int perSecond) {
        long perMinute = perSecond * PERIOD.toSeconds();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }

    /**
     * A call of this caller.
     *
     * @throws io.grpc.StatusRuntimeException if there were too many
     */
    void ofCaller(Caller caller) {
        int rate = caller.requestsPerSecond() == 0 ? keyDefault : caller.requestsPerSecond();
        take(new RateOf(caller.principal(), rate), "key");
    }

    /** A call for this customer; nothing for an empty text. */
    void ofCustomer(String customer) {
        if (!customer.isEmpty()) {
            take(new RateOf(customer, customerRate), "customer");
        }
    }

    private void take(RateOf rate, String whose) {
        Bucket bucket = buckets.get(rate);
        if (!bucket.tryConsume(1)) {
            long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
            long waitMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
            throw Refusals.rateLimited(whose, rate.perSecond(), Duration.ofMillis(waitMillis));
        }
    }
}
