package dev.giveback.coupon.actor.planted;

import java.sql.SQLException;

/** An actor writes through its journal only. */
public final class KnowsTheDatabase {
    /** A field of a foreign type. */
    public final SQLException foreign = new SQLException();
}
