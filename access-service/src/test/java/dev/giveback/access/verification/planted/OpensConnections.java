package dev.giveback.access.verification.planted;

import com.zaxxer.hikari.HikariDataSource;

/** A planted violation: a check opens connections of its own. */
public final class OpensConnections {
    private OpensConnections() {}

    /** The violation itself. */
    public static HikariDataSource connections() {
        return new HikariDataSource();
    }
}
