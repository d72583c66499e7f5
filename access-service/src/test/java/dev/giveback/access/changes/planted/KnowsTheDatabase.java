package dev.giveback.access.changes.planted;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** The database is read by the feed. */
public final class KnowsTheDatabase {
    /** A field of a foreign type. */
    public @Nullable Connection connection;
}
