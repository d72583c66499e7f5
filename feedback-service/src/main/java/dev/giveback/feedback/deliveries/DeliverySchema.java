package dev.giveback.feedback.deliveries;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of deliveries. */
public final class DeliverySchema {
    private static final String HISTORY = "delivery_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/feedback/deliveries/migration";

    private DeliverySchema() {}

    /** Creates the tables in {@code schema}, or brings them up to date. Repeating it changes nothing. */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
