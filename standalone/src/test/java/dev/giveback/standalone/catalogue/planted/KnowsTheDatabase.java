package dev.giveback.standalone.catalogue.planted;

import javax.sql.DataSource;

/** A planted violation: a replay goes through the gateway, as any shop does. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isThere(DataSource database) {
        return database.hashCode() != 0;
    }
}
