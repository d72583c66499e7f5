package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads a range of the journal by persistence id and sequence number, page by page along the primary key: each customer's events follow
 * each other, no transaction stays open, and it can go on from any place.
 *
 * @param source connections that find the journal
 * @param from the first persistence id, inclusive
 * @param to where the range ends, exclusive, bytewise
 * @param cut rows of later transactions are left out
 * @param pageRows the most rows a page, so what is in memory at once
 */
public record JournalScan(DataSource source, String from, String to, JournalCut cut, int pageRows) {
    /** The highest code point: bytewise nothing that starts with a prefix comes after the prefix and this. */
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    private static final String PAGE = """
            SELECT persistence_id, sequence_number, transaction_id::text, ordering, write_timestamp,
                event_ser_id, event_ser_manifest, event_payload
            FROM event_journal
            WHERE (persistence_id, sequence_number) > (?, ?) AND persistence_id < ? AND transaction_id < ?::text::xid8
            ORDER BY persistence_id, sequence_number
            LIMIT ?
            """;

    private static final String COUNT = """
            SELECT count(*) FROM event_journal
            WHERE persistence_id >= ? AND persistence_id < ? AND transaction_id < ?::text::xid8
            """;

    /** Where a scan is: after this row. */
    public record Place(String persistenceId, long sequenceNumber) {}

    /** All persistence ids that begin with this. */
    public static JournalScan ofPrefix(DataSource source, String prefix, JournalCut cut, int pageRows) {
        return new JournalScan(source, prefix, prefix + HIGHEST, cut, pageRows);
    }

    /** One persistence id alone. */
    public static JournalScan ofOne(DataSource source, String persistenceId, JournalCut cut, int pageRows) {
        return new JournalScan(source, persistenceId, persistenceId + '\u0001', cut, pageRows);
    }

    /** Before the first row. */
    public Place start() {
        // Sequence numbers begin at 1, and the range includes its first persistence id.
        return new Place(from, 0);
    }

    /** The rows after a place, as many as fit a page; none at the end. A page may end in the middle of a customer. */
    public List<JournalRow> page(Connection connection, Place after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, after.persistenceId());
            statement.setLong(2, after.sequenceNumber());
            statement.setString(3, to);
            statement.setString(4, Long.toString(cut.transactionId()));
            statement.setInt(5, pageRows);
            List<JournalRow> rows = new ArrayList<>(pageRows);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(row(row));
                }
            }
            return rows;
        }
    }

    /** The rows after a place, on a connection that is given back at once. */
    public List<JournalRow> page(Place after) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return page(connection, after);
        }
    }

    /** The place right after a page that was not empty. */
    public static Place after(List<JournalRow> page) {
        JournalRow last = page.getLast();
        return new Place(last.persistenceId(), last.sequenceNumber());
    }

    /** How many rows there are; it reads the whole index of the range. */
    public long count() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, from);
            statement.setString(2, to);
            statement.setString(3, Long.toString(cut.transactionId()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static JournalRow row(ResultSet row) throws SQLException {
        return new JournalRow(
                row.getString(1),
                row.getLong(2),
                Long.parseLong(row.getString(3)),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getString(7),
                row.getBytes(8));
    }
}
