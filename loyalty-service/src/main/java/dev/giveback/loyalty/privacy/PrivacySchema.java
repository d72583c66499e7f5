package dev.giveback.loyalty.privacy;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of keys and erasures. */
public final class PrivacySchema {
    private static final String HISTORY = "privacy_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/loyalty/privacy/migration";

    private PrivacySchema() {}

    /** Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing. */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
