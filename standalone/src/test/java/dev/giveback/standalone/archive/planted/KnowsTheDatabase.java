package dev.giveback.standalone.archive.planted;

import javax.sql.DataSource;

/** A planted violation: a download has the gateway and a file, and nothing else. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isThere(DataSource database) {
        return database.hashCode() != 0;
    }
}
