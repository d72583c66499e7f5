package dev.giveback.coupon.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** Runs statements on threads that may block. */
final class Queries {
    private final DataSource source;
    private final Executor executor;

    Queries(DataSource source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    /** What to do with a prepared statement. */
    @FunctionalInterface
    interface Query<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    <T> CompletionStage<T> ask(String sql, Query<T> query) {
        return CompletableFuture.supplyAsync(() -> run(sql, query), executor);
    }

    <T> T run(String sql, Query<T> query) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return query.run(statement);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
