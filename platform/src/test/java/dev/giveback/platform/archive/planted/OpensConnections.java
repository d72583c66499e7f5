package dev.giveback.platform.archive.planted;

import com.zaxxer.hikari.HikariDataSource;

/** A planted violation: an import opens connections of its own. */
public final class OpensConnections {
    private OpensConnections() {}

    /** The violation itself. */
    public static HikariDataSource connections() {
        return new HikariDataSource();
    }
}
