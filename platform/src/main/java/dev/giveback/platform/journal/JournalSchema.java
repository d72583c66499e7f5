package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates the tables of a service, and brings them up to date: first the journal's, then those of the service's own. */
public final class JournalSchema {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String LOCATION = "classpath:dev/giveback/platform/journal/migration";
    private static final String HISTORY = "journal_schema_history";

    private JournalSchema() {}

    /**
     * Creates {@code schema} and the tables of the journal in it, or brings them up to date. Repeating it changes nothing;
     * several nodes may do it at once.
     *
     * @throws IllegalStateException when the rows of the journal were written by another database server, as after a dump
     *     was loaded: their transaction ids lie in this server's future, and the feed would hold them back
     */
    public static void migrate(DataSource source, String schema) {
        migrate(source, schema, HISTORY, LOCATION);
        refuseForeignTransactions(source, schema);
    }

    /**
     * Migrates the tables of a service's own, its read models say, in the same schema.
     *
     * @param historyTable the Flyway history of these tables alone, so that their versions are their own
     * @param locations Flyway locations: {@code classpath:dev/giveback/…/migration}
     */
    public static void migrate(DataSource source, String schema, String historyTable, String... locations) {
        Flyway.configure(JournalSchema.class.getClassLoader())
                .dataSource(source)
                .schemas(checkName(schema))
                .defaultSchema(schema)
                .createSchemas(true)
                .table(historyTable)
                .locations(locations)
                .failOnMissingLocations(true)
                // The schema is not empty for the second history that comes to it.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    static String checkName(String schema) {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("schema: \"" + schema + "\" (expected: " + NAME + ")");
        }
        return schema;
    }

    private static void refuseForeignTransactions(DataSource source, String schema) {
        String sql = "SELECT EXISTS (SELECT FROM " + schema
                + ".event_journal WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))";
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new IllegalStateException(
                        schema + ".event_journal holds transaction ids that this server has not"
                                + " reached; it was loaded from a dump of another server, whose counter this one must be given");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read " + schema + ".event_journal", e);
        }
    }
}
