package dev.giveback.platform.metrics.planted;

import javax.sql.DataSource;

/** A planted violation: figures are counted, not queried. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isThere(DataSource database) {
        return database.hashCode() != 0;
    }
}
