package dev.giveback.feedback.hooks.planted;

import java.sql.SQLException;

/** A part of the database that is none of this package's. */
public final class KnowsTheTables {
    /** A field of a foreign type. */
    public final SQLException foreign = new SQLException("planted");
}
