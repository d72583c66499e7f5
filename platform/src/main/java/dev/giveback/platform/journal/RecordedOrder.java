package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Reads the journal in the order in which it was recorded, page by page along the index of the feed: what caused something comes before
 * it. No transaction stays open, and it can go on from any place. Rows that are not wanted cost little: their payload stays in the database.
 *
 * @param source connections that find the journal
 * @param one a persistence id that is wanted; empty for none
 * @param prefix of those that are wanted too; empty for all
 * @param cut rows of later transactions are left out
 * @param pageRows the most rows a page, so what is in memory at once
 */
public record RecordedOrder(DataSource source, String one, String prefix, JournalCut cut, int pageRows) {
    /** Before every row. */
    public static final Place START = new Place(0, 0);

    private static final String PAGE = """
            SELECT persistence_id, sequence_number, transaction_id::text, ordering, write_timestamp,
                event_ser_id, event_ser_manifest,
                CASE WHEN persistence_id = ? OR persistence_id ^@ ? THEN event_payload END
            FROM event_journal
            WHERE (transaction_id, ordering) > (?::text::xid8, ?) AND transaction_id < ?::text::xid8
            ORDER BY event_journal.transaction_id, event_journal.ordering
            LIMIT ?
            """;

    private static final String COUNT = """
            SELECT count(*) FROM event_journal
            WHERE (persistence_id = ? OR persistence_id ^@ ?) AND transaction_id < ?::text::xid8
            """;

    /**
     * Where a reader is: after this row.
     *
     * @param transactionId that wrote it
     * @param ordering its place among all rows
     */
    public record Place(long transactionId, long ordering) {}

    /**
     * Some rows.
     *
     * @param rows those that are wanted
     * @param next where the next page begins; nothing at the end of the journal
     */
    public record Page(List<JournalRow> rows, Optional<Place> next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** The rows after a place; a page may hold none that is wanted and not be the last. */
    public Page page(Place after) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, one);
            statement.setString(2, prefix);
            statement.setString(3, Long.toString(after.transactionId()));
            statement.setLong(4, after.ordering());
            statement.setString(5, Long.toString(cut.transactionId()));
            statement.setInt(6, pageRows);
            try (ResultSet row = statement.executeQuery()) {
                return page(row);
            }
        }
    }

    private static Page page(ResultSet row) throws SQLException {
        List<JournalRow> wanted = new ArrayList<>();
        Optional<Place> last = Optional.empty();
        while (row.next()) {
            last = Optional.of(new Place(Long.parseLong(row.getString(3)), row.getLong(4)));
            if (row.getBytes(8) != null) {
                wanted.add(JournalScan.row(row));
            }
        }
        return new Page(wanted, last);
    }

    /** How many rows are wanted; it reads an index. */
    public long count() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, one);
            statement.setString(2, prefix);
            statement.setString(3, Long.toString(cut.transactionId()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
