package dev.giveback.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;

/**
 * Guesses of codes, links and keys, by who makes them. Each may make so many wrong ones in a while, and is then refused until enough time has passed. A guess of a
 * code or link is taken before it is made and given back when it was right, so that who makes many at once has no more than who makes them one after another. One
 * of a key is counted afterwards: keys are too long to be guessed, and all calls of a new gateway come with keys that it does not know yet.
 */
final class Guesses {
    private static final int KEPT = 100_000;

    private final Duration period;
    private final Cache<String, Bucket> buckets;

    Guesses(Duration period) {
        this.period = period;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterAccess(period)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Takes a guess.
     *
     * @param who {@code address 192.0.2.1} say
     * @param allowed wrong ones in the period; the same for the same one
     * @throws io.grpc.StatusRuntimeException if there is none left
     */
    void take(String who, int allowed) {
        long[] waitNanos = {0};
        buckets.asMap().compute(who, (name, there) -> {
            Bucket bucket = there == null ? full(allowed) : there;
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            waitNanos[0] = probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
            return bucket;
        });
        if (waitNanos[0] > 0) {
            throw Refusals.tooManyGuesses(Duration.ofNanos(waitNanos[0]));
        }
    }

    /** It was not wrong. Who has all of them again is forgotten, as if it had never been here. */
    void giveBack(String who, int allowed) {
        buckets.asMap().computeIfPresent(who, (name, bucket) -> {
            bucket.addTokens(1);
            return bucket.getAvailableTokens() < allowed ? bucket : null;
        });
    }

    /** Refuses whoever has none left, and takes none. */
    void expectFew(String who) {
        Bucket bucket = buckets.getIfPresent(who);
        if (bucket != null) {
            EstimationProbe probe = bucket.estimateAbilityToConsume(1);
            if (!probe.canBeConsumed()) {
                throw Refusals.tooManyGuesses(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
    }

    /** One that was made without being taken before, and was wrong. */
    void count(String who, int allowed) {
        buckets.get(who, unused -> full(allowed)).tryConsume(1);
    }

    private Bucket full(int allowed) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(allowed).refillGreedy(allowed, period))
                .build();
    }
}
