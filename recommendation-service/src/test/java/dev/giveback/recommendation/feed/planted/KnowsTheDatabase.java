package dev.giveback.recommendation.feed.planted;

import java.sql.Connection;

/** The feed has no table: where it goes on stands in the models' snapshot. */
final class KnowsTheDatabase {
    private final Connection connection;

    KnowsTheDatabase(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }
}
