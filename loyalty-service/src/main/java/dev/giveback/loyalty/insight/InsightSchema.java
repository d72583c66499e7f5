package dev.giveback.loyalty.insight;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of the figures. */
public final class InsightSchema {
    private static final String HISTORY = "insight_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/loyalty/insight/migration";

    private InsightSchema() {}

    /**
     * Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing.
     *
     * @param schema that {@link JournalSchema#migrate(DataSource, String)} has migrated
     */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
