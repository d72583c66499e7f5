package dev.giveback.access.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs queries on threads that may block on the database. */
public final class Queries {
    private final DataSource source;
    private final Executor executor;

    /** @param executor whose threads may block */
    public Queries(DataSource source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    /** What is made of a row. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** A statement that is put together, and the values for it. */
    static final class Sql {
        private final StringBuilder text = new StringBuilder();
        private final List<@Nullable Object> values = new ArrayList<>();

        Sql add(String part, Object... more) {
            text.append(' ').append(part);
            values.addAll(List.of(more));
            return this;
        }
    }

    <T> CompletionStage<List<T>> ask(Sql sql, Row<T> row) {
        return CompletableFuture.supplyAsync(() -> run(sql, row), executor);
    }

    private <T> List<T> run(Sql sql, Row<T> row) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.text.toString())) {
            Statements.fill(statement, sql.values);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row.of(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
