package dev.giveback.access.changes;

import dev.giveback.access.domain.KeyId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whoever watches keys: told of each change, and each second that nothing else was. What the other nodes change comes by the journal; while
 * that cannot be read there is nothing to be said each second, because who hears it would believe that all is known.
 */
public final class KeyChanges implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Set<KeyWatch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("key-changes").daemon().factory());
    private volatile boolean closed;

    /** One who watches. Both are called on threads that must not block. */
    public interface KeyWatch {
        /** These keys and sessions changed; none did if the set is empty. */
        void changed(Set<KeyId> ids);

        /** Nothing will be told any more. */
        void end();
    }

    /** Begins to tell each second that nothing happened, as long as changes of other nodes are known. */
    public void start(BooleanSupplier knowsOfOthers) {
        var unused = beats.scheduleAtFixedRate(
                () -> {
                    if (knowsOfOthers.getAsBoolean()) {
                        tell(Set.of());
                    }
                },
                BEAT.toMillis(),
                BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Tells all who watch. */
    public void tell(Set<KeyId> ids) {
        watches.forEach(watch -> watch.changed(ids));
    }

    /** Tells this one too from now on; it is told at once that nothing happened. */
    public void add(KeyWatch watch) {
        watches.add(watch);
        watch.changed(Set.of());
        if (closed) {
            watch.end();
        }
    }

    /** Tells this one no more. */
    public void remove(KeyWatch watch) {
        watches.remove(watch);
    }

    /** How many watch. */
    public int size() {
        return watches.size();
    }

    /** Ends all. */
    @Override
    public void close() {
        closed = true;
        beats.shutdownNow();
        watches.forEach(KeyWatch::end);
    }
}
