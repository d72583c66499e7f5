package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Source;
import dev.giveback.feedback.domain.Trigger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of occasions: for each occasion that comes, and for those that are there when a survey or message comes, is resumed or gets a
 * new version. A survey or message takes what falls due from its beginning on, a minute of grace included; what fell due while it was paused
 * is not taken. All of it is done on the thread that reads the feed, so that nothing falls between the two.
 */
public final class SourcePlans {
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final String PLANNED =
            "SELECT version, is_active FROM planned_source WHERE program = ? AND source = ?";

    private static final String NOTE = """
            INSERT INTO planned_source AS p (program, source, version, is_active, kind, since_millis) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (program, source) DO UPDATE SET version = excluded.version, is_active = excluded.is_active,
                kind = excluded.kind,
                since_millis = CASE WHEN p.is_active THEN p.since_millis ELSE excluded.since_millis END
            """;

    private static final String DROP = "DELETE FROM plan WHERE program = ? AND source = ? AND due_millis > ?";

    private static final String PLAN_ALL = """
            INSERT INTO plan (program, source, customer, kind, reference, due_millis, look_millis)
            SELECT o.program, ?, o.customer, o.kind, o.reference, o.occasion_millis + ?, o.occasion_millis + ?
            FROM occasion o
            WHERE o.program = ? AND o.kind = ? AND o.recorded_millis - o.happened_millis <= ?
                AND o.occasion_millis + ? >= ? AND (NOT ? OR o.occasion_millis > ?)
            ON CONFLICT DO NOTHING
            """;

    /** What falls due at another time than was known is planned for that. */
    private static final String PLAN_ONE = """
            INSERT INTO plan AS p (program, source, customer, kind, reference, due_millis, look_millis)
            SELECT o.program, s.source, o.customer, o.kind, o.reference, o.occasion_millis + ?, o.occasion_millis + ?
            FROM occasion o JOIN planned_source s ON s.program = o.program AND s.source = ? AND s.is_active
            WHERE o.program = ? AND o.customer = ? AND o.kind = ? AND o.reference = ?
                AND o.recorded_millis - o.happened_millis <= ?
                AND o.occasion_millis + ? >= greatest(s.since_millis, ?) AND (NOT ? OR o.occasion_millis > ?)
            ON CONFLICT (program, source, customer, kind, reference) DO UPDATE
                SET due_millis = excluded.due_millis, look_millis = excluded.look_millis
                WHERE p.due_millis <> excluded.due_millis
            """;

    /** How many changes of each program have been planned, of the reader's thread alone. */
    private final Map<String, Long> planned = new HashMap<>();

    /** Whether one of these has changed since {@link #follow}. */
    public boolean isBehind(Collection<Outreach> known) {
        return known.stream().anyMatch(outreach -> outreach.changes() > planned.getOrDefault(outreach.program(), 0L));
    }

    /** What was planned is looked up again: the database may have lost its latest commits. */
    public void forget() {
        planned.clear();
    }

    /** Plans what surveys and messages that are new or changed are about, in the caller's transaction. */
    public void follow(Connection connection, Collection<Outreach> known, Instant now) throws SQLException {
        for (Outreach outreach : known) {
            if (outreach.changes() > planned.getOrDefault(outreach.program(), 0L)) {
                for (Source source : outreach.sources()) {
                    follow(connection, outreach.program(), source, now);
                }
            }
        }
    }

    /** The transaction of {@link #follow} took effect. */
    public void followed(Collection<Outreach> known) {
        known.forEach(outreach -> planned.merge(outreach.program(), outreach.changes(), Math::max));
    }

    private static void follow(Connection connection, String program, Source source, Instant now) throws SQLException {
        Planned before = planned(connection, program, source.id());
        Trigger trigger = source.trigger();
        boolean isActive = source.isActive() && trigger != null;
        if (before != null && before.version() > source.version()) {
            return;
        }
        boolean wasActive = before != null && before.isActive();
        if (wasActive && !isActive) {
            drop(connection, program, source.id(), Long.MIN_VALUE);
        } else if (trigger != null && isActive && !wasActive) {
            planAll(connection, program, source.id(), trigger, now.minus(GRACE), now);
        } else if (trigger != null && isActive && before != null && before.version() < source.version()) {
            // What is due already is looked at by the new version.
            drop(connection, program, source.id(), now.toEpochMilli());
            planAll(connection, program, source.id(), trigger, now, now);
        }
        note(connection, program, source, isActive, now.minus(GRACE));
    }

    private record Planned(long version, boolean isActive) {}

    private static @Nullable Planned planned(Connection connection, String program, String source) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLANNED)) {
            statement.setString(1, program);
            statement.setString(2, source);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Planned(row.getLong(1), row.getBoolean(2)) : null;
            }
        }
    }

    private static void note(Connection connection, String program, Source source, boolean isActive, Instant since)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
            statement.setString(1, program);
            statement.setString(2, source.id());
            statement.setLong(3, source.version());
            statement.setBoolean(4, isActive);
            Trigger trigger = source.trigger();
            statement.setInt(5, trigger == null ? 0 : trigger.occasion().number());
            statement.setLong(6, since.toEpochMilli());
            statement.executeUpdate();
        }
    }

    private static void drop(Connection connection, String program, String source, long afterMillis)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DROP)) {
            statement.setString(1, program);
            statement.setString(2, source);
            statement.setLong(3, afterMillis);
            statement.executeUpdate();
        }
    }

    private static void planAll(
            Connection connection, String program, String source, Trigger trigger, Instant from, Instant now)
            throws SQLException {
        if (trigger.occasion() == OccasionKind.LAST_PURCHASE) {
            LatestPurchases.find(connection, program);
        }
        long shift = shift(trigger);
        try (PreparedStatement statement = connection.prepareStatement(PLAN_ALL)) {
            statement.setString(1, source);
            statement.setLong(2, shift);
            statement.setLong(3, shift);
            statement.setString(4, program);
            statement.setInt(5, trigger.occasion().number());
            statement.setLong(6, trigger.maxAge().toMillis());
            statement.setLong(7, shift);
            statement.setLong(8, from.toEpochMilli());
            statement.setBoolean(9, trigger.occasion().isAhead());
            statement.setLong(10, now.toEpochMilli());
            statement.executeUpdate();
        }
    }

    /** What is added to an occasion's time. */
    private static long shift(Trigger trigger) {
        long delay = trigger.delay().toMillis();
        return trigger.occasion().isAhead() ? -delay : delay;
    }

    /** Plans one occasion that has just been written, for all surveys and messages that are planned, in the caller's transaction. */
    public void plan(Connection connection, KnownOccasion known, Outreach outreach, Instant now) throws SQLException {
        List<Source> sources = outreach.sources().stream()
                .filter(source -> source.isActive()
                        && source.trigger() != null
                        && source.trigger().occasion() == known.occasion().kind())
                .toList();
        for (Source source : sources) {
            Trigger trigger = source.trigger();
            if (trigger != null) {
                plan(
                        connection,
                        known,
                        source.id(),
                        trigger,
                        now.minus(outreach.policy().maxLateness()),
                        now);
            }
        }
    }

    private static void plan(
            Connection connection, KnownOccasion known, String source, Trigger trigger, Instant from, Instant now)
            throws SQLException {
        long shift = shift(trigger);
        try (PreparedStatement statement = connection.prepareStatement(PLAN_ONE)) {
            statement.setLong(1, shift);
            statement.setLong(2, shift);
            statement.setString(3, source);
            OccasionTable.setCustomer(statement, 4, known.customer());
            statement.setInt(6, known.occasion().kind().number());
            statement.setString(7, known.occasion().reference());
            statement.setLong(8, trigger.maxAge().toMillis());
            statement.setLong(9, shift);
            statement.setLong(10, from.toEpochMilli());
            statement.setBoolean(11, trigger.occasion().isAhead());
            statement.setLong(12, now.toEpochMilli());
            statement.executeUpdate();
        }
    }
}
