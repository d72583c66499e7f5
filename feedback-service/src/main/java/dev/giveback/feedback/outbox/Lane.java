package dev.giveback.feedback.outbox;

import dev.giveback.feedback.directory.OutboxTable;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.CustomerId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes out by one channel. Each has its own threads and looks at its own rows, so that a mail server that is away does not hold up
 * webhooks. The threads are those of the platform, because the mail library holds its own while it waits.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int AHEAD = 4;

    private final Channel channel;
    private final OutboxTable table;
    private final Delivery delivery;
    private final OutboxSettings settings;
    private final InstantSource clock;
    private final Duration drain;
    private final Semaphore free;
    private final ExecutorService tries;
    private final Set<Taken> taken = ConcurrentHashMap.newKeySet();
    private final Thread loop;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean failing;

    Lane(
            Channel channel,
            OutboxTable table,
            Delivery delivery,
            OutboxSettings settings,
            InstantSource clock,
            Duration drain) {
        this.channel = channel;
        this.table = table;
        this.delivery = delivery;
        this.settings = settings;
        this.clock = clock;
        this.drain = drain;
        free = new Semaphore(settings.parallel());
        tries = Executors.newFixedThreadPool(
                settings.parallel(),
                Thread.ofPlatform().daemon().name("outbox-" + channel + "-", 0).factory());
        loop = Thread.ofVirtual().name("outbox-" + channel).unstarted(this::loop);
    }

    private record Taken(CustomerId customer, String contactId) {}

    void start() {
        loop.start();
    }

    /** It is not interrupted, because that would break the connection that it reads by. */
    private void loop() {
        try {
            while (!isClosing()) {
                if (!takeSome()) {
                    var unused = closing.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException stopped) {
            // Nothing more is taken; what was taken ends by itself.
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Takes what is due, waiting for a free place for each; says whether there was any. */
    private boolean takeSome() throws InterruptedException {
        boolean isAny = false;
        for (OutboxTable.Row row : due()) {
            Taken next = new Taken(row.customer(), row.contactId());
            if (!taken.contains(next) && hasPlace()) {
                isAny = true;
                taken.add(next);
                tries.execute(() -> deliver(row));
            }
        }
        return isAny;
    }

    /** Waits for a free place; false when it is closing. */
    private boolean hasPlace() throws InterruptedException {
        while (!isClosing()) {
            if (free.tryAcquire(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private List<OutboxTable.Row> due() {
        try {
            List<OutboxTable.Row> rows = table.due(channel, clock.millis(), settings.parallel() * AHEAD);
            failing = false;
            return rows;
        } catch (SQLException | RuntimeException away) {
            if (!failing) {
                LOG.warn("The outbox cannot be read; it is tried again.", away);
            }
            failing = true;
            return List.of();
        }
    }

    private void deliver(OutboxTable.Row row) {
        try {
            delivery.run(row);
        } catch (InterruptedException closing) {
            // The try that was under way counts as lost when its lease is over.
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException failed) {
            putOff(row, failed);
        } finally {
            taken.remove(new Taken(row.customer(), row.contactId()));
            free.release();
        }
    }

    /** Only the kind of failure is told, because texts of failures can hold what is personal. */
    private void putOff(OutboxTable.Row row, Exception failed) {
        LOG.warn(
                "A contact of {}, {}, could not be sent now ({}); it is tried again.",
                row.customer().name(),
                row.contactId(),
                failed.getClass().getSimpleName());
        try {
            delivery.putOff(row, Delivery.SHORT_PAUSE);
        } catch (SQLException | RuntimeException away) {
            // It stays due.
        }
    }

    /** Takes nothing more and waits for what is under way. */
    @Override
    public void close() {
        closing.countDown();
        try {
            boolean unused = loop.join(drain);
            tries.shutdown();
            if (!tries.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS)) {
                tries.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            tries.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
