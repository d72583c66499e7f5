package dev.giveback.benchmark.load.planted;

import javax.sql.DataSource;

/** A planted violation: the load goes through the gateway. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isThere(DataSource database) {
        return database.hashCode() != 0;
    }
}
