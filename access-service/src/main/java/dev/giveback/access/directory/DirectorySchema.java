package dev.giveback.access.directory;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of the read model. */
public final class DirectorySchema {
    private static final String HISTORY = "access_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/access/directory/migration";

    private DirectorySchema() {}

    /**
     * Creates the tables of the read model in {@code schema}, or brings them up to date. Repeating it changes nothing.
     *
     * @param schema the one that {@link JournalSchema#migrate(DataSource, String)} has migrated: its offset tables are needed too
     */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
