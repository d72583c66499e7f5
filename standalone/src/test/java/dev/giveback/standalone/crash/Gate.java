package dev.giveback.standalone.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds up chosen statements of a database, so that what makes them can be killed in the middle. It belongs to one thread. */
final class Gate implements AutoCloseable {
    private static final int KEY = 4_711;
    private static final int LOOKS = 600;
    private static final String OTHERS =
            "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private final Connection connection;
    private final Statement statement;
    private int triggers;

    /** An open gate with nothing to hold up; the connection is this one's own. */
    Gate(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        connection.setAutoCommit(true);
        statement.execute("CREATE OR REPLACE FUNCTION loyalty.gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " PERFORM pg_advisory_xact_lock_shared(" + KEY + "); RETURN coalesce(NEW, OLD); END $$");
        statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
        connection.setAutoCommit(false);
    }

    /** From now on such statements wait here. */
    void before(String operation, String table, String condition) throws SQLException {
        statement.execute("CREATE TRIGGER gate_" + ++triggers + " BEFORE " + operation + " ON loyalty." + table
                + " FOR EACH ROW WHEN (" + condition + ") EXECUTE FUNCTION loyalty.gate()");
        connection.commit();
    }

    /** Takes a lock until the gate is closed. */
    void lock(String sql) throws SQLException {
        statement.execute(sql);
    }

    /** Waits until so many statements stand before it. */
    void awaitHeld(int count) throws SQLException, InterruptedException {
        await(count, " AND wait_event = 'advisory'");
    }

    /** Waits until something waits for the lock that was taken. */
    void awaitLocked() throws SQLException, InterruptedException {
        await(1, "");
    }

    private void await(int count, String which) throws SQLException, InterruptedException {
        for (int i = 0; waiting(which) < count; i++) {
            if (i == LOOKS) {
                throw new AssertionError("waiting: " + waiting(which) + " (expected: " + count + ")");
            }
            Thread.sleep(50);
        }
    }

    private int waiting(String which) throws SQLException {
        // What others do is looked at once a transaction unless it is asked for again.
        statement.execute("SELECT pg_stat_clear_snapshot()");
        try (ResultSet row = statement.executeQuery("SELECT count(*) " + OTHERS + " AND wait_event_type = 'Lock'"
                + " AND backend_type = 'client backend'" + which)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Ends what waits without effect, as if it had never reached the server. */
    void lose() throws SQLException {
        statement.execute("SELECT pg_terminate_backend(pid) " + OTHERS + " AND wait_event_type = 'Lock'");
    }

    /** Opens it for all, whose statements go through though nobody waits for them any more, and removes it. */
    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            connection.rollback();
            connection.setAutoCommit(true);
            statement.execute("SELECT pg_advisory_unlock(" + KEY + ")");
            statement.execute("DROP FUNCTION loyalty.gate() CASCADE");
        }
    }
}
