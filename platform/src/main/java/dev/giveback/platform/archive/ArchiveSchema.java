package dev.giveback.platform.archive;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of imports. */
public final class ArchiveSchema {
    private static final String HISTORY = "archive_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/platform/archive/migration";

    private ArchiveSchema() {}

    /**
     * Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing.
     *
     * @param schema that {@link JournalSchema#migrate(DataSource, String)} has migrated
     */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
