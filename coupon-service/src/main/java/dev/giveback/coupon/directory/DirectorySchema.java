package dev.giveback.coupon.directory;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of the directory. */
public final class DirectorySchema {
    private static final String HISTORY = "campaign_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/coupon/directory/migration";

    private DirectorySchema() {}

    /**
     * Creates the tables of the directory in {@code schema}, or brings them up to date. Repeating it changes nothing.
     *
     * @param schema the one that {@link JournalSchema#migrate(DataSource, String)} has migrated: its offset tables are needed too
     */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
