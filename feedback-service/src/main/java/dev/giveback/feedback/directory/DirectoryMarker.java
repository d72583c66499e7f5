package dev.giveback.feedback.directory;

import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Up to which event the tables tell the journal, and how many rows they have by it. Who changes the tables locks it first. */
final class DirectoryMarker {
    private static final List<Effect.Counted> TABLES = Arrays.stream(Effect.Counted.values())
            .filter(counted -> counted != Effect.Counted.NOTHING)
            .toList();

    private static final String READ = "SELECT transaction_id, ordering FROM directory_marker";

    /** The marker's own row of the journal must be there: another journal may have come in its place. */
    private static final String HAS_PLACE = """
            SELECT m.transaction_id = 0 OR EXISTS (SELECT FROM event_journal AS j
                WHERE j.transaction_id = m.transaction_id::text::xid8 AND j.ordering = m.ordering)
            FROM directory_marker AS m
            """;

    private static final String COUNTED = TABLES.stream()
            .map(table -> "(SELECT count(*) FROM " + table.table() + ") - " + column(table))
            .collect(Collectors.joining(", ", "SELECT ", " FROM directory_marker"));

    private static final String EMPTY =
            TABLES.stream().map(Effect.Counted::table).collect(Collectors.joining(", ", "TRUNCATE ", ""));

    private static final String BEGIN = TABLES.stream()
            .map(table -> column(table) + " = 0")
            .collect(Collectors.joining(
                    ", ",
                    "INSERT INTO directory_marker (transaction_id, ordering, target_transaction_id, target_ordering, "
                            + TABLES.stream().map(DirectoryMarker::column).collect(Collectors.joining(", "))
                            + ") VALUES (0, 0, ?, ?" + ", 0".repeat(TABLES.size())
                            + ") ON CONFLICT (only_row) DO UPDATE SET transaction_id = 0, ordering = 0,"
                            + " target_transaction_id = excluded.target_transaction_id,"
                            + " target_ordering = excluded.target_ordering, ",
                    ""));

    private static final String LAST = """
            SELECT transaction_id::text, ordering FROM event_journal WHERE persistence_id ^@ ?
            ORDER BY event_journal.transaction_id DESC, event_journal.ordering DESC LIMIT 1
            """;

    private static final String MOVE = TABLES.stream()
            .map(table -> ", " + column(table) + " = " + column(table) + " + ?")
            .collect(Collectors.joining("", "UPDATE directory_marker SET transaction_id = ?, ordering = ?", ""));

    private DirectoryMarker() {}

    private static String column(Effect.Counted table) {
        return switch (table) {
            case CONTACTS -> "contacts";
            case ANSWERS -> "answers";
            case FOLLOW_UPS -> "follow_ups";
            case OUTBOX -> "outbox";
            case REWARDS -> "rewards";
            case REFERRALS -> "referrals";
            case REFERRALS_DUE -> "referrals_due";
            case REFERRAL_CODES -> "referral_codes";
            case NOTHING -> throw new IllegalArgumentException("table: none (expected: one that is counted)");
        };
    }

    /** Up to where the tables tell the journal, locked until the transaction ends; nothing when there is no marker. */
    static Optional<FeedOffset> locked(Connection connection) throws SQLException {
        return read(connection, READ + " FOR UPDATE");
    }

    /** The same without a lock. */
    static Optional<FeedOffset> read(Connection connection) throws SQLException {
        return read(connection, READ);
    }

    private static Optional<FeedOffset> read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(new FeedOffset(row.getLong(1), row.getLong(2))) : Optional.empty();
        }
    }

    /** Why the tables are not those that the journal tells; nothing when they are. It counts every row. */
    static Optional<String> problem(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(HAS_PLACE)) {
                if (!row.next()) {
                    return Optional.of("there is no marker");
                }
                if (!row.getBoolean(1)) {
                    return Optional.of("the journal has no row where the marker stands");
                }
            }
            try (ResultSet row = statement.executeQuery(COUNTED)) {
                row.next();
                for (int i = 0; i < TABLES.size(); i++) {
                    if (row.getLong(i + 1) != 0) {
                        return Optional.of(TABLES.get(i).table() + " has " + row.getLong(i + 1)
                                + " rows more than the marker says (expected: 0)");
                    }
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Empties the tables and sets the marker to the beginning of the journal. Nothing is due before its present end was told.
     *
     * @param prefix of the persistence ids that are told
     */
    static void begin(Connection connection, String prefix) throws SQLException {
        try (Statement empty = connection.createStatement();
                PreparedStatement last = connection.prepareStatement(LAST);
                PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            empty.execute(EMPTY);
            last.setString(1, prefix);
            try (ResultSet row = last.executeQuery()) {
                boolean hasEvents = row.next();
                begin.setLong(1, hasEvents ? Long.parseLong(row.getString(1)) : 0);
                begin.setLong(2, hasEvents ? row.getLong(2) : 0);
            }
            begin.executeUpdate();
        }
    }

    /** The tables tell the journal up to here, and so many rows came. */
    static void move(Connection connection, FeedOffset latest, Map<Effect.Counted, Long> more) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setLong(1, latest.transactionId());
            statement.setLong(2, latest.ordering());
            for (int i = 0; i < TABLES.size(); i++) {
                statement.setLong(i + 3, more.getOrDefault(TABLES.get(i), 0L));
            }
            statement.executeUpdate();
        }
    }
}
