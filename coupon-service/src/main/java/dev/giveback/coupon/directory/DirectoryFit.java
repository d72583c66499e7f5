package dev.giveback.coupon.directory;

import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Whether the tables are those that the projection has written. */
final class DirectoryFit {
    private static final String COUNTS = """
            SELECT (SELECT events FROM campaign_directory_marker),
                (SELECT coalesce(sum(revision), 0)::bigint FROM campaign_directory)
            """;

    private static final String TOLD = """
            SELECT count(*) FROM event_journal
            WHERE (transaction_id, ordering) <= (?::text::xid8, ?) AND persistence_id ^@ ?
            """;

    private static final String ROWS = """
            SELECT EXISTS (SELECT FROM campaign_directory_marker), EXISTS (SELECT FROM campaign_directory),
                EXISTS (SELECT FROM campaign_days), EXISTS (SELECT FROM campaign_draws)
            """;

    private DirectoryFit() {}

    /** What is wrong, in words: looked at whole, which reads an index of the journal. */
    static Optional<String> problem(Connection connection) throws SQLException {
        long marked;
        long counted;
        try (PreparedStatement statement = connection.prepareStatement(COUNTS);
                ResultSet row = statement.executeQuery()) {
            row.next();
            marked = row.getLong(1);
            if (row.wasNull()) {
                return Optional.of("it has no marker: it was emptied");
            }
            counted = row.getLong(2);
        }
        FeedOffset offset = DirectoryOffset.read(connection);
        try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
            statement.setString(1, Long.toString(offset.transactionId()));
            statement.setLong(2, offset.ordering());
            statement.setString(3, PersistenceIds.CAMPAIGN_PREFIX);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long told = row.getLong(1);
                return marked == told && counted == told
                        ? Optional.empty()
                        : Optional.of("it has rows of " + counted + " events and is marked with " + marked
                                + " (expected: " + told + ", as many as the journal has up to its place)");
            }
        }
    }

    /** Which of its tables have rows: marker, directory, days and draws. None of them loses its last row by what is recorded. */
    static boolean[] filled(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ROWS);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new boolean[] {row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)};
        }
    }
}
