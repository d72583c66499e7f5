package dev.giveback.feedback.deliveries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Forgets deliveries that have ended, and measures what waits, now and then. */
final class Upkeep {
    /** Of each webhook, delivered and skipped ones together, and dead letters. */
    static final int MOST_KEPT = 10_000;

    static final Duration ENDED_KEPT = Duration.ofDays(7);
    static final Duration DEAD_KEPT = Duration.ofDays(30);

    private static final long MEASURED_MILLIS = 5_000;
    private static final long SWEPT_MILLIS = 60_000;
    private static final String MEASURE = """
            SELECT count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE state = 3),
                min(record_millis) FILTER (WHERE state = 1)
            FROM webhook_delivery WHERE state IN (1, 3)
            """;
    private static final String OLD_ENDED = "DELETE FROM webhook_delivery WHERE state IN (2, 4) AND end_millis < ?";
    private static final String OLD_DEAD = "DELETE FROM webhook_delivery WHERE state = 3 AND end_millis < ?";
    private static final String MANY = """
            DELETE FROM webhook_delivery d USING (
                SELECT hook_id, event_id, row_number() OVER (
                    PARTITION BY hook_id, state = 3 ORDER BY end_millis DESC, event_id) AS place
                FROM webhook_delivery WHERE state > 1) old
            WHERE old.place > ? AND d.hook_id = old.hook_id AND d.event_id = old.event_id AND d.state > 1
            """;

    private final DataSource source;
    private final DeliveryMeters meters;
    private final InstantSource clock;
    /** Of the worker's thread alone. */
    private long measuredMillis;

    private long sweptMillis;

    Upkeep(DataSource source, DeliveryMeters meters, InstantSource clock) {
        this.source = source;
        this.meters = meters;
        this.clock = clock;
    }

    void run() throws SQLException {
        long now = clock.millis();
        if (now - measuredMillis < MEASURED_MILLIS) {
            return;
        }
        measuredMillis = now;
        try (Connection connection = source.getConnection()) {
            measure(connection, now);
            if (now - sweptMillis >= SWEPT_MILLIS) {
                sweptMillis = now;
                sweep(connection, now, MOST_KEPT);
            }
        }
    }

    private void measure(Connection connection, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MEASURE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long oldest = row.getLong(3);
            meters.waiting(row.getLong(1), row.getLong(2), oldest == 0 ? 0 : Math.max(0, now - oldest));
        }
    }

    static void sweep(Connection connection, long now, int most) throws SQLException {
        delete(connection, OLD_ENDED, now - ENDED_KEPT.toMillis());
        delete(connection, OLD_DEAD, now - DEAD_KEPT.toMillis());
        delete(connection, MANY, most);
    }

    private static void delete(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            statement.executeUpdate();
        }
    }
}
