package dev.giveback.client.planted;

import javax.sql.DataSource;

/** A planted violation: a client knows the contract, and nothing else. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isThere(DataSource database) {
        return database.hashCode() != 0;
    }
}
