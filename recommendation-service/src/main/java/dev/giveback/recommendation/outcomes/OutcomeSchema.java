package dev.giveback.recommendation.outcomes;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of lists that were shown and of their outcomes. */
public final class OutcomeSchema {
    private static final String HISTORY = "outcome_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/recommendation/outcomes/migration";

    private OutcomeSchema() {}

    /** Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing. */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
