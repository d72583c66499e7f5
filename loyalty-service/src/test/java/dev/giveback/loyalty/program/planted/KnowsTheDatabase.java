package dev.giveback.loyalty.program.planted;

import javax.sql.DataSource;

/** A planted violation: programs are event-sourced, and read from the journal. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isThere(DataSource database) {
        return database.hashCode() != 0;
    }
}
