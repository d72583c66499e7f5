package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.platform.tail.FeedName;
import dev.giveback.platform.tail.SoleWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for webhooks that are not where the feed of all is, each from its own place, in turns, once in the cluster: as much as there is room for in
 * the webhook's window. One that has caught up is told by {@link LiveTail} from then on.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final FeedName NAME = new FeedName("webhooks that catch up", 8_172_015);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final DataSource source;
    private final Hooks hooks;
    private final HookSync sync;
    private final OwnReading reading;
    private final Upkeep upkeep;
    private final int window;
    /** When each was last read for; of the worker's thread alone. */
    private final Map<Long, Long> turns = new HashMap<>();

    private long turn;

    private CatchUp(DataSource source, Hooks hooks, HookSync sync, OwnReading reading, Upkeep upkeep, int window) {
        this.source = source;
        this.hooks = hooks;
        this.sync = sync;
        this.reading = reading;
        this.upkeep = upkeep;
        this.window = window;
    }

    /**
     * Starts it.
     *
     * @param tables connections that find the tables of deliveries
     * @param window deliveries of one webhook that wait at most
     * @param onNews is told when there is something to deliver
     * @return what ends it
     */
    public static AutoCloseable start(
            LoyaltyEvents events,
            DataSource tables,
            Hooks hooks,
            int window,
            Runnable onNews,
            DeliveryMeters meters,
            InstantSource clock) {
        CatchUp catchUp = new CatchUp(
                tables,
                hooks,
                new HookSync(tables, hooks, clock),
                new OwnReading(events, tables, onNews, clock),
                new Upkeep(tables, meters, clock),
                window);
        return SoleWorker.start(NAME, tables, INTERVAL, catchUp::round);
    }

    private boolean round() throws SQLException {
        List<HookRow> rows = sync.run();
        upkeep.run();
        Optional<HookRow> next = rows.stream()
                .filter(row -> !row.isLive() && active(row).isPresent())
                .sorted(Comparator.comparing(row -> turns.getOrDefault(row.hookId(), 0L)))
                .filter(row -> room(row) > window / 2)
                .findFirst();
        if (next.isEmpty()) {
            return false;
        }
        HookRow row = next.get();
        turns.put(row.hookId(), ++turn);
        Optional<Hook> hook = active(row);
        return hook.isPresent() && reading.read(hook.get(), row, room(row));
    }

    private Optional<Hook> active(HookRow row) {
        return hooks.known(row.program(), row.webhook()).filter(row::isOf).filter(Hook::isActive);
    }

    private int room(HookRow row) {
        try (Connection connection = source.getConnection()) {
            return window - WaitingTable.count(connection, row.hookId());
        } catch (SQLException away) {
            LOG.debug("The room of webhook {} could not be read.", row.webhook(), away);
            return 0;
        }
    }
}
