package dev.giveback.feedback.texts;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The table of personal texts. */
public final class TextSchema {
    private static final String HISTORY = "text_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/feedback/texts/migration";

    private TextSchema() {}

    /** Creates the table in {@code schema}, or brings it up to date. Repeating it changes nothing. */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
