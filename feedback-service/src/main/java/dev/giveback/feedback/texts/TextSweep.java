package dev.giveback.feedback.texts;

import dev.giveback.feedback.domain.CustomerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after texts that a crash left alone: those that an event names are marked as recorded, those that none names are removed, erasures
 * that were broken off are ended, and what was dropped is taken out of the table's pages. Every node does it; what another one has done already is not there any more.
 */
public final class TextSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TextSweep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    /** Longer than any call can take between the text and its event. */
    private static final Duration AGE = Duration.ofHours(1);

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int AT_ONCE = 500;

    private final Texts texts;
    private final Function<CustomerId, Set<String>> named;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread loop;

    private TextSweep(Texts texts, Function<CustomerId, Set<String>> named, InstantSource clock) {
        this.texts = texts;
        this.named = named;
        this.clock = clock;
        loop = Thread.ofVirtual().name("text-sweep").unstarted(this::loop);
    }

    /**
     * Starts it.
     *
     * @param named hashes that a customer's events name; it may block
     */
    public static TextSweep start(Texts texts, Function<CustomerId, Set<String>> named, InstantSource clock) {
        TextSweep sweep = new TextSweep(texts, named, clock);
        sweep.loop.start();
        return sweep;
    }

    private void loop() {
        try {
            do {
                sweepOnce();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            // The next start goes on.
        }
    }

    private void sweepOnce() {
        try {
            long now = clock.millis();
            sweep(texts, named, now - AGE.toMillis(), now);
        } catch (RuntimeException away) {
            LOG.warn(
                    "Texts could not be looked after; it is tried again. {}",
                    away.getClass().getSimpleName());
        }
    }

    /** Looks after those that were kept, and the pages of those that were dropped, before a time; says how many were removed. */
    static int sweep(Texts texts, Function<CustomerId, Set<String>> named, long beforeMillis, long nowMillis) {
        texts.purgeDue(beforeMillis);
        int removed = 0;
        for (Texts.Found open : texts.open(beforeMillis, AT_ONCE)) {
            removed += lookAfter(texts, named, open, nowMillis) ? 1 : 0;
        }
        return removed;
    }

    /** Whether it was removed; one whose customer does not answer keeps no other from its turn. */
    private static boolean lookAfter(
            Texts texts, Function<CustomerId, Set<String>> named, Texts.Found open, long nowMillis) {
        try {
            if (named.apply(open.customer()).contains(open.hash())) {
                texts.recorded(open.customer(), List.of(open.hash()));
                return false;
            }
            texts.drop(open.customer(), List.of(open.hash()), nowMillis);
            return true;
        } catch (RuntimeException away) {
            LOG.warn(
                    "A text of {} could not be looked after; it is tried again. {}",
                    open.customer().name(),
                    away.getClass().getSimpleName());
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            boolean unused = loop.join(DRAIN);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
