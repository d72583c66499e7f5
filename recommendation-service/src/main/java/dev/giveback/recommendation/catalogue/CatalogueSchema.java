package dev.giveback.recommendation.catalogue;

import dev.giveback.platform.journal.JournalSchema;
import javax.sql.DataSource;

/** The tables of the catalogue. */
public final class CatalogueSchema {
    private static final String HISTORY = "catalogue_schema_history";
    private static final String LOCATION = "classpath:dev/giveback/recommendation/catalogue/migration";

    private CatalogueSchema() {}

    /** Creates the tables of the catalogue in {@code schema}, or brings them up to date. Repeating it changes nothing. */
    public static void migrate(DataSource source, String schema) {
        JournalSchema.migrate(source, schema, HISTORY, LOCATION);
    }
}
