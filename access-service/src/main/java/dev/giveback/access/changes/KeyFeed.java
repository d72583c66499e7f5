package dev.giveback.access.changes;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.journal.KeyEvents;
import dev.giveback.access.journal.PersistenceIds;
import dev.giveback.access.journal.StoredAccessEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedException;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the changes of keys out of the journal, for those that other nodes made. What this node made is told once more, which harms nobody. */
public final class KeyFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFeed.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    /** After so long without an answer of the database it is not known what others changed. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final JournalFeed feed;
    private final Consumer<Set<KeyId>> told;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long readNanos = System.nanoTime();
    /** Of the reader's thread alone. */
    private FeedOffset place;

    private KeyFeed(JournalFeed feed, FeedOffset place, Consumer<Set<KeyId>> told) {
        this.feed = feed;
        this.place = place;
        this.told = told;
        thread = Thread.ofVirtual().name("feed-of-keys").unstarted(this::run);
    }

    /** Starts it at the end of the journal. */
    public static KeyFeed start(JournalFeed feed, Consumer<Set<KeyId>> told) {
        KeyFeed reader = new KeyFeed(feed, feed.end(), told);
        reader.thread.start();
        return reader;
    }

    /** Whether the journal was read a moment ago. */
    public boolean isFresh() {
        return System.nanoTime() - readNanos < FRESH.toNanos();
    }

    private void run() {
        try {
            while (!closing.await(read().toMillis(), TimeUnit.MILLISECONDS)) {
                // The pause is over.
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a page, tells what changed, and gives how long to wait for the next one. */
    private Duration read() {
        try {
            return readPage();
        } catch (FeedException | IllegalStateException failed) {
            if (closing.getCount() > 0) {
                LOG.warn("Changes of keys cannot be read; they are tried again.", failed);
            }
            return PAUSE;
        }
    }

    private Duration readPage() {
        FeedPage page = feed.read(place, PersistenceIds.KEYS);
        Set<KeyId> changed = new HashSet<>();
        for (FeedEnvelope envelope : page.envelopes()) {
            changed.addAll(changed(envelope));
        }
        if (!changed.isEmpty()) {
            told.accept(changed);
        }
        place = page.next();
        readNanos = System.nanoTime();
        return feed.pauseAfter(page);
    }

    private static Set<KeyId> changed(FeedEnvelope envelope) {
        try {
            StoredAccessEvent stored = StoredAccessEvent.of(JournalRecord.parseFrom(envelope.payload()));
            return KeyEvents.toDomain(stored.event()).changed();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException("event " + envelope.sequenceNumber() + " of keys is not readable", e);
        }
    }

    /** Reads no further. A query under way is waited for, because an interrupt would cost its connection. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
