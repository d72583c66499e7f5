package dev.giveback.torture.process;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a running Giveback's database has of people, and what its administrator does with it. */
final class PeopleDatabase implements AutoCloseable {
    private final Connection connection;

    PeopleDatabase(GivebackProcess giveback) throws IOException, SQLException {
        this.connection = giveback.connect();
    }

    /** Executes one statement. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Has PostgreSQL sample its tables, as it does by itself in time. */
    void analyze() throws SQLException {
        execute("ANALYZE");
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

    /** How many files the log has. */
    int logFiles() throws SQLException {
        return count("SELECT count(*) FROM pg_ls_waldir()", List.of());
    }

    /** The keys under which the person's values are sealed, as they lie in their table. */
    List<Needle> keys(Person person) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT wrapped FROM loyalty.customer_key WHERE program = ? AND customer IN (?, ?)")) {
            bind(query, ids(person));
            List<Needle> keys = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    keys.add(new Needle(person.id(), "a wrapped key", ByteString.copyFrom(row.getBytes(1))));
                }
            }
            return keys;
        }
    }

    /** How many texts of the person there are. */
    int texts(Person person) throws SQLException {
        return count(
                "SELECT count(*) FROM feedback.personal_text WHERE program = ? AND customer IN (?, ?)", ids(person));
    }

    /** How many customers' deleted texts may still lie in the pages of their table. */
    int textsToPurge() throws SQLException {
        return count("SELECT count(*) FROM feedback.personal_text_erasure WHERE purge_due", List.of());
    }

    /** How many snapshots of the person are kept. */
    int snapshots(Person person) throws SQLException {
        return count(
                "SELECT count(*) FROM loyalty.snapshot WHERE persistence_id = ?",
                List.of("customer|" + person.program() + "|" + person.id()));
    }

    private static List<String> ids(Person person) {
        return Stream.of(person.program(), person.id(), person.formerId()).toList();
    }

    private int count(String sql, List<String> values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, values);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void bind(PreparedStatement query, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            query.setString(i + 1, values.get(i));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
