package dev.giveback.loyalty;

import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps one customer's events from being stored from a certain one on, so that a service can be ended between two steps: those before
 * are in the journal, the next is not, and no answer comes. It is a trigger in the database, so no code of the service knows of it.
 */
final class Interruption {
    private final TestDatabase database;

    Interruption(TestDatabase database) {
        this.database = database;
    }

    /** From now on no event of this customer after so many is stored. */
    void of(String customer, long storedEvents) throws SQLException {
        execute("""
                CREATE FUNCTION loyalty.interrupt() RETURNS trigger AS $$
                BEGIN
                    IF NEW.persistence_id = 'customer|shop|%s' AND NEW.sequence_number > %d THEN
                        RAISE EXCEPTION 'interrupted';
                    END IF;
                    RETURN NEW;
                END $$ LANGUAGE plpgsql
                """.formatted(customer, storedEvents));
        execute("""
                CREATE TRIGGER interrupt BEFORE INSERT ON loyalty.event_journal
                FOR EACH ROW EXECUTE FUNCTION loyalty.interrupt()
                """);
    }

    /** Everything is stored again. */
    void end() throws SQLException {
        execute("DROP TRIGGER interrupt ON loyalty.event_journal");
        execute("DROP FUNCTION loyalty.interrupt()");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
