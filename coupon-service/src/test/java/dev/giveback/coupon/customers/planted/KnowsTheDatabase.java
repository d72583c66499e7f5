package dev.giveback.coupon.customers.planted;

import java.sql.SQLException;

/** What customers hold is asked for, never read from their tables. */
public final class KnowsTheDatabase {
    /** A field of a foreign type. */
    public final SQLException foreign = new SQLException();
}
