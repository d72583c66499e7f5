package dev.giveback.platform.cluster.planted;

import com.zaxxer.hikari.HikariDataSource;

/** A planted violation: a node asks a database who the others are. */
public final class OpensConnections {
    private OpensConnections() {}

    /** The violation itself. */
    public static HikariDataSource connections() {
        return new HikariDataSource();
    }
}
