package dev.giveback.loyalty.seal;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of seals. */
public final class SealSchema {
    private static final String HISTORY = "seal_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/loyalty/seal/migration";

    private SealSchema() {}

    /**
     * Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing.
     *
     * @param schema that {@link JournalSchema#migrate(DataSource, String)} has migrated
     */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
