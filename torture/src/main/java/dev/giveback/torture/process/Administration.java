package dev.giveback.torture.process;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection of the administrator of a PostgreSQL. */
final class Administration implements AutoCloseable {
    private final Connection connection;

    /** Of this connection, which it closes. */
    Administration(Connection connection) {
        this.connection = connection;
    }

    /** Of the PostgreSQL of a running Giveback. */
    static Administration of(GivebackProcess giveback) throws IOException, SQLException {
        return new Administration(giveback.connect());
    }

    /** Executes one statement. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writes everything to the files that the tables are. */
    void checkpoint() throws SQLException {
        execute("CHECKPOINT");
    }

    /** Moves the log on by one file, as time does by itself: the file that was used longest ago is written over. */
    void moveLogOn() throws SQLException {
        execute("SELECT pg_logical_emit_message(false, 'torture', 'on')");
        execute("SELECT pg_switch_wal()");
        checkpoint();
    }

    /** The first column of the rows, as text. */
    List<String> strings(String sql, List<String> values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                query.setString(i + 1, values.get(i));
            }
            List<String> strings = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    strings.add(row.getString(1));
                }
            }
            return strings;
        }
    }

    /** The first column of the only row, as text. */
    String text(String sql) throws SQLException {
        return strings(sql, List.of()).getFirst();
    }

    /** The number in the only row. */
    int count(String sql, List<String> values) throws SQLException {
        return Integer.parseInt(strings(sql, values).getFirst());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
