package dev.giveback.benchmark.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The peer's own database on the server that Giveback uses: made for a run, dropped after it. */
public final class PeerDatabase implements AutoCloseable {
    /** Its name. */
    public static final String NAME = "giveback_bench";

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");
    private static final List<String> TOLD = List.of(
            "server_version",
            "wal_sync_method",
            "shared_buffers",
            "max_wal_size",
            "commit_delay",
            "wal_compression",
            "max_connections");

    private final DatabaseAddress server;

    private PeerDatabase(DatabaseAddress server) {
        this.server = server;
    }

    /**
     * Makes the database with an account for every customer. What an aborted run left behind under its name is dropped first.
     */
    public static PeerDatabase create(DatabaseAddress server, int customers) throws SQLException {
        PeerDatabase database = new PeerDatabase(server);
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + NAME);
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                PreparedStatement accounts = connection.prepareStatement(
                        "INSERT INTO account SELECT i, 0, 0, 0 FROM generate_series(1, ?) i");
                PreparedStatement couponAccounts = connection.prepareStatement(
                        "INSERT INTO coupon_account SELECT i, 50000, 0, 0, 0 FROM generate_series(1, ?) i");
                PreparedStatement sold = connection.prepareStatement(
                        "INSERT INTO sold SELECT i, 100000000, 1, 0 FROM generate_series(1, ?) i")) {
            statement.execute(Scripts.schema());
            for (PreparedStatement made : List.of(accounts, couponAccounts, sold)) {
                made.setInt(1, customers);
                made.executeUpdate();
            }
            statement.execute("VACUUM ANALYZE account, coupon_account, sold");
        } catch (SQLException problem) {
            database.close();
            throw problem;
        }
        return database;
    }

    /** The server's settings that durability and speed hang on, as it tells them itself. */
    public static Map<String, String> settings(DatabaseAddress server) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            for (String name : DURABLE) {
                settings.put(name, show(statement, name));
            }
            for (String name : TOLD) {
                settings.put(name, show(statement, name));
            }
        }
        return settings;
    }

    /** Throws IllegalStateException if the settings would lose a commit: figures of such a server would compare nothing. */
    public static void requireDurable(Map<String, String> settings) {
        for (String name : DURABLE) {
            if (!"on".equals(settings.get(name))) {
                throw new IllegalStateException(
                        "the server's " + name + " is " + settings.get(name) + " (expected: on); nothing is measured");
            }
        }
    }

    /**
     * Compares what the tables hold with what pgbench counted. Throws IllegalStateException if a transaction left less, or more,
     * than its facts.
     *
     * @param counted all transactions that pgbench has counted since the database was made, by variant
     */
    public void requireConsistent(Map<SqlVariant, Long> counted) throws SQLException {
        long checkouts = Stream.of(
                        SqlVariant.STATEMENTS, SqlVariant.FUNCTION, SqlVariant.MIXED, SqlVariant.HOT_CUSTOMER)
                .mapToLong(variant -> counted.getOrDefault(variant, 0L))
                .sum();
        long steps = counted.getOrDefault(SqlVariant.RESERVE_CONFIRM, 0L);
        long refunds = counted.getOrDefault(SqlVariant.REFUND, 0L);
        List<Long> plain = List.of(
                checkouts + 2 * steps + refunds,
                checkouts + steps,
                checkouts + steps + refunds,
                checkouts + steps,
                0L,
                steps,
                0L,
                refunds,
                refunds);
        long withCoupons = counted.getOrDefault(SqlVariant.COUPON_STATEMENTS, 0L)
                + counted.getOrDefault(SqlVariant.COUPON_FUNCTION, 0L);
        long counters = counted.getOrDefault(SqlVariant.CLAIM_COUNTER, 0L);
        long rows = counted.getOrDefault(SqlVariant.CLAIM_ROW, 0L);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            require(statement, Scripts.consistency(), Stream.of(plain));
            require(statement, Scripts.couponConsistency(), Stream.of(repeated(withCoupons, 7), repeated(0, 3)));
            require(statement, Scripts.claimConsistency(), Stream.of(repeated(counters, 1), repeated(rows, 2)));
        }
    }

    private static List<Long> repeated(long value, int times) {
        return Collections.nCopies(times, value);
    }

    private static void require(Statement statement, String query, Stream<List<Long>> expected) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            int column = 0;
            for (long value : expected.flatMap(List::stream).toList()) {
                column++;
                require(row.getMetaData().getColumnName(column), row.getLong(column), value);
            }
        }
    }

    /** Puts coupons in stock, ids in a row, and takes those away that were left over. */
    void stockCoupons(int customers, long first, long count) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                PreparedStatement stock = connection.prepareStatement(Scripts.couponStock())) {
            stock.setInt(1, customers);
            stock.setLong(2, first);
            stock.setLong(3, first + count - 1);
            stock.executeUpdate();
            statement.execute("VACUUM ANALYZE coupon");
        }
    }

    Connection connect() throws SQLException {
        return connect(server, NAME);
    }

    DatabaseAddress server() {
        return server;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
        }
    }

    private static Connection connect(DatabaseAddress server, String database) throws SQLException {
        return DriverManager.getConnection(server.url(database), server.properties());
    }

    private static String show(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void require(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("SQL peer: " + what + " " + found + " (expected: " + expected + ")");
        }
    }
}
