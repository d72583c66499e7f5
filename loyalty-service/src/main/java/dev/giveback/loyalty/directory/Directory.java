package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.domain.Totals;
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
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * Answers what the read model knows. It is a moment behind the journal. No call blocks its caller; an answer fails with {@link
 * SQLException} when the database cannot be read, and with {@link DirectoryLost} while the read model is being rebuilt because it was lost.
 */
public final class Directory {
    private static final String COLUMNS = """
            SELECT earned, spent, expired, taken_back, restored, adjusted, transferred,
                customer, member, coalesce(tier_id, '') AS tier_id, total, revision, order_count, latest_millis
            FROM customer_directory
            WHERE program = ?
            """;

    private static final String TIERS = """
            SELECT coalesce(tier_id, ''), count(*), count(*) FILTER (WHERE member), sum(total)::bigint,
                sum(order_count)::bigint
            FROM customer_directory WHERE program = ? GROUP BY 1 ORDER BY 1
            """;

    private static final String TOTALS = """
            SELECT earned, spent, expired, taken_back, restored, adjusted, transferred,
                customer_count, order_count, outstanding, event_count
            FROM program_totals
            WHERE program = ?
            """;

    private final DataSource source;
    // Virtual threads: a query blocks on the database, and those that wait for a connection cost next to nothing.
    private final Executor readers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("customer-directory-", 0).factory());

    /**
     * A directory over the tables of {@link DirectorySchema}.
     *
     * @param source connections that find the tables; its size bounds the queries at once
     */
    public Directory(DataSource source) {
        this.source = source;
    }

    /** A page of customers; fewer than its limit come on the last page only. */
    public CompletionStage<List<CustomerEntry>> page(CustomerQuery wanted) {
        return query(COLUMNS + wanted.conditions(), statement -> {
            wanted.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                List<CustomerEntry> entries = new ArrayList<>();
                while (row.next()) {
                    entries.add(entry(row));
                }
                return entries;
            }
        });
    }

    /** The customers of a program by tier, in the order of the tiers' ids. It reads every row of the program once. */
    public CompletionStage<List<TierSums>> tiers(String programId) {
        return query(TIERS, statement -> {
            statement.setString(1, programId);
            try (ResultSet row = statement.executeQuery()) {
                List<TierSums> tiers = new ArrayList<>();
                while (row.next()) {
                    tiers.add(new TierSums(
                            row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
                }
                return tiers;
            }
        });
    }

    /** The sums of a program, {@link ProgramSums#NONE} when it has no customers. It reads one row, however many customers there are. */
    public CompletionStage<ProgramSums> totals(String programId) {
        return query(TOTALS, statement -> {
            statement.setString(1, programId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? sums(row) : ProgramSums.NONE;
            }
        });
    }

    private <T> CompletionStage<T> query(String sql, Query<T> query) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Connection connection = source.getConnection();
                            PreparedStatement statement = connection.prepareStatement(sql)) {
                        refuseIfLost(connection);
                        return query.run(statement);
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                readers);
    }

    private static void refuseIfLost(Connection connection) throws SQLException {
        DirectoryMarker marker = DirectoryMarker.read(connection);
        if (marker == null || marker.isLost()) {
            throw new DirectoryLost();
        }
    }

    private static CustomerEntry entry(ResultSet row) throws SQLException {
        return new CustomerEntry(
                row.getString("customer"),
                row.getBoolean("member"),
                row.getString("tier_id"),
                row.getLong("total"),
                totals(row),
                row.getLong("revision"),
                row.getLong("order_count"),
                row.getLong("latest_millis"));
    }

    private static ProgramSums sums(ResultSet row) throws SQLException {
        return new ProgramSums(
                row.getLong("customer_count"),
                row.getLong("order_count"),
                totals(row),
                row.getLong("outstanding"),
                row.getLong("event_count"));
    }

    private static Totals totals(ResultSet row) throws SQLException {
        return new Totals(
                row.getLong("earned"),
                row.getLong("spent"),
                row.getLong("expired"),
                row.getLong("taken_back"),
                row.getLong("restored"),
                row.getLong("adjusted"),
                row.getLong("transferred"));
    }

    @FunctionalInterface
    private interface Query<T> {
        T run(PreparedStatement statement) throws SQLException;
    }
}
