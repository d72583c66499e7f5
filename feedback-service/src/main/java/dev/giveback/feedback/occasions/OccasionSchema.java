package dev.giveback.feedback.occasions;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of occasions and plans. They are told by loyalty-service's feed, and could be told by it again. */
public final class OccasionSchema {
    private static final String HISTORY = "occasion_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/feedback/occasions/migration";

    private OccasionSchema() {}

    /** Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing. */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
