package dev.giveback.feedback.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A table of things that are due. Rows come and go by the events of the journal; a row that is there may be done already, by a moment, so whoever
 * takes it asks the customer's actor first. While the read model is told anew nothing is due.
 *
 * @param <R> its rows
 */
final class DueTable<R> {
    private static final String IS_CURRENT = """
            (SELECT (transaction_id, ordering) >= (target_transaction_id, target_ordering) FROM directory_marker)
            """;

    private final DataSource source;
    private final String due;
    private final String postpone;
    private final Reader<R> reader;

    /** Reads a row. */
    @FunctionalInterface
    interface Reader<R> {
        R read(ResultSet row) throws SQLException;
    }

    /**
     * A table.
     *
     * @param columns that are read
     * @param key the columns of its primary key, as a list with commas
     * @param marks as many question marks
     */
    DueTable(DataSource source, String table, String columns, String key, String marks, Reader<R> reader) {
        this.source = source;
        this.reader = reader;
        due = "SELECT " + columns + " FROM " + table + " WHERE due_millis <= ? AND " + IS_CURRENT
                + " ORDER BY due_millis LIMIT ?";
        postpone = "UPDATE " + table + " SET due_millis = ? WHERE (" + key + ") = (" + marks + ") AND due_millis = ?";
    }

    List<R> due(long nowMillis, int limit) throws SQLException {
        return due(due, nowMillis, limit);
    }

    /** Those alone whose column has this value. */
    List<R> due(String column, int value, long nowMillis, int limit) throws SQLException {
        return due(due.replace(" WHERE ", " WHERE " + column + " = " + value + " AND "), nowMillis, limit);
    }

    private List<R> due(String sql, long nowMillis, int limit) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, nowMillis);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<R> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        }
    }

    /** Moves a row, unless an event has moved it meanwhile. */
    void postpone(long untilMillis, long dueMillis, String... key) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(postpone)) {
            statement.setLong(1, untilMillis);
            for (int i = 0; i < key.length; i++) {
                statement.setString(i + 2, key[i]);
            }
            statement.setLong(key.length + 2, dueMillis);
            statement.executeUpdate();
        }
    }
}
