package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.feedback.links.Draws;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls webhooks with what is due. Every node has one; that no two have the same delivery in hand, and of a customer only the earliest, is for the
 * table. Each webhook has its own number of calls at once, so that one that is slow holds up no other.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final DueTable table;
    private final Hooks hooks;
    private final DeliverySettings settings;
    private final Attempt attempt;
    private final InstantSource clock;
    /** Of the loop's thread alone. */
    private final Map<Long, HookLane> lanes = new HashMap<>();

    private final Semaphore news = new Semaphore(0);
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread loop = Thread.ofVirtual().name("webhooks").unstarted(this::loop);
    private volatile boolean closing;
    /** Of the loop's thread alone. */
    private boolean failing;

    private Dispatcher(
            DataSource tables,
            Hooks hooks,
            HookSender sender,
            DeliverySettings settings,
            Draws draws,
            DeliveryMeters meters,
            InstantSource clock) {
        table = new DueTable(tables);
        this.hooks = hooks;
        this.settings = settings;
        attempt = new Attempt(table, hooks, sender, settings, draws, meters, clock);
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param tables connections that find the tables of deliveries
     */
    public static Dispatcher start(
            DataSource tables,
            Hooks hooks,
            HookSender sender,
            DeliverySettings settings,
            Draws draws,
            DeliveryMeters meters,
            InstantSource clock) {
        Dispatcher dispatcher = new Dispatcher(tables, hooks, sender, settings, draws, meters, clock);
        dispatcher.loop.start();
        return dispatcher;
    }

    /** There may be something to deliver. */
    public void wake() {
        news.release();
    }

    /** It is not interrupted, because that would break the connection that it reads by. */
    private void loop() {
        try {
            while (!closing) {
                if (!takeSome()) {
                    var unused = news.tryAcquire(settings.interval().toMillis(), TimeUnit.MILLISECONDS);
                }
                news.drainPermits();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("The dispatcher of webhooks was interrupted.", stopped);
        }
    }

    /** Takes what is due and free to be called; says whether there was any. */
    private boolean takeSome() {
        boolean isAny = false;
        try {
            for (DueTable.DueHook due : table.hooks(clock.millis())) {
                Optional<Hook> hook = hooks.known(due.program(), due.webhook())
                        .filter(known -> known.createdMillis() == due.createdMillis())
                        .filter(Hook::isActive);
                isAny |= hook.isPresent() && takeSome(due.hookId(), hook.get());
            }
            failing = false;
        } catch (SQLException | RuntimeException away) {
            if (!failing) {
                LOG.warn("Deliveries to webhooks cannot be read; it is tried again.", away);
            }
            failing = true;
        }
        return isAny;
    }

    private boolean takeSome(long hookId, Hook hook) throws SQLException {
        HookLane lane = lane(hookId, hook);
        long now = clock.millis();
        int free = lane.free(now);
        if (free <= 0) {
            return false;
        }
        long lease = now + settings.lease().toMillis();
        List<InHand> taken = table.take(hookId, hook.definition().holds(), now, lease, free);
        lane.begin(taken.size());
        taken.forEach(delivery -> calls.execute(() -> deliver(hook, delivery, lane)));
        return !taken.isEmpty();
    }

    private HookLane lane(long hookId, Hook hook) {
        @Nullable HookLane before = lanes.get(hookId);
        if (before != null && before.isOf(hook)) {
            return before;
        }
        HookLane next = new HookLane(hook, settings.parallel());
        lanes.put(hookId, next);
        return next;
    }

    private void deliver(Hook hook, InHand delivery, HookLane lane) {
        try {
            attempt.run(hook, delivery, lane);
        } catch (SQLException | RuntimeException failed) {
            LOG.warn(
                    "What became of a delivery to {} could not be recorded ({}); it is tried again.",
                    hook.name(),
                    failed.getClass().getSimpleName());
            LOG.debug("Its failure.", failed);
        } finally {
            lane.end();
            wake();
        }
    }

    /** Takes nothing more and waits for what is under way, for as long as a call may take and a little more. */
    @Override
    public void close() {
        closing = true;
        wake();
        Duration limit = settings.timeout().plusSeconds(5);
        try {
            var unused = loop.join(limit);
            calls.shutdown();
            if (!calls.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            calls.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
