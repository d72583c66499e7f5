package dev.giveback.loyalty.directory;

import dev.giveback.platform.journal.JournalSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of the directory. */
public final class DirectorySchema {
    private static final String HISTORY = "directory_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/loyalty/directory/migration";

    private static final String MARKER_VERSION = "3";
    private static final List<String> TABLES =
            List.of("customer_directory", "program_totals", "saga_under_way", "directory_marker");
    private static final List<String> ALL =
            Stream.concat(TABLES.stream(), Stream.of(HISTORY)).toList();
    private static final Logger log = LoggerFactory.getLogger(DirectorySchema.class);

    private DirectorySchema() {}

    /**
     * Creates the tables of the directory in {@code schema}, or brings them up to date. Repeating it changes nothing.
     *
     * @param schema the one that {@link JournalSchema#migrate(DataSource, String)} has migrated: its offset tables are needed too
     */
    public static void migrate(DataSource source, String schema) {
        dropRemains(source, schema);
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }

    /** When one of the tables was dropped, the others are of no use: all are made anew, and the service fills them from the journal. */
    private static void dropRemains(DataSource source, String schema) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (isTable(statement, schema, HISTORY)) {
                boolean isWhole = true;
                for (String table : TABLES) {
                    isWhole &= isTable(statement, schema, table);
                }
                // Before the third migration there was no marker.
                if (!isWhole && isMigrated(statement, schema)) {
                    log.warn("tables of the customer directory are missing; all of them are made anew");
                    for (String table : ALL) {
                        statement.execute("DROP TABLE IF EXISTS " + schema + "." + table);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tables of the directory could not be looked for", e);
        }
    }

    private static boolean isTable(Statement statement, String schema, String table) throws SQLException {
        return isTrue(statement, "SELECT to_regclass('" + schema + "." + table + "') IS NOT NULL");
    }

    private static boolean isMigrated(Statement statement, String schema) throws SQLException {
        return isTrue(
                statement,
                "SELECT EXISTS (SELECT FROM " + schema + "." + HISTORY + " WHERE version = '" + MARKER_VERSION + "')");
    }

    private static boolean isTrue(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
