package dev.giveback.recommendation.catalogue;

import dev.giveback.recommendation.domain.Product;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one program's products in one transaction, which has the next number of a change and holds the program's row. */
final class ProductRows {
    private static final String ENTER = "INSERT INTO catalogue_programs VALUES (?, 0, 0) ON CONFLICT DO NOTHING";

    private static final String LOCK =
            "SELECT last_change, products FROM catalogue_programs WHERE program = ? FOR UPDATE";

    private static final String KNOWN =
            "SELECT " + CatalogueEntry.COLUMNS + " FROM catalogue_products WHERE program = ? AND product = ANY (?)";

    private static final String PUT = """
            INSERT INTO catalogue_products
                (program, product, display_name, category, tags, price, available, change, named, update_millis)
            SELECT ?, product, display_name, category, tags, price, available, ?, ?, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::boolean[])
                AS new (product, display_name, category, tags, price, available)
            ON CONFLICT (program, product) DO UPDATE SET
                display_name = excluded.display_name, category = excluded.category, tags = excluded.tags, price = excluded.price,
                available = excluded.available, change = excluded.change, named = excluded.named,
                update_millis = excluded.update_millis
            """;

    private static final String NAME =
            "UPDATE catalogue_products SET named = ? WHERE program = ? AND product = ANY (?) AND named < ?";

    private static final String WITHDRAW =
            "UPDATE catalogue_products SET available = false, change = ?, update_millis = ?"
                    + " WHERE program = ? AND named < ? AND available";

    private static final String FINISH =
            "UPDATE catalogue_programs SET last_change = ?, products = products + ? WHERE program = ?";

    private final Connection connection;
    private final String program;
    private final long millis;
    private final long change;
    private final long count;

    /** Waits until no other transaction holds the program's row. */
    ProductRows(Connection connection, String program, long millis) throws SQLException {
        this.connection = connection;
        this.program = program;
        this.millis = millis;
        try (PreparedStatement enter = connection.prepareStatement(ENTER);
                PreparedStatement lock = connection.prepareStatement(LOCK)) {
            enter.setString(1, program);
            enter.executeUpdate();
            lock.setString(1, program);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                change = row.getLong(1) + 1;
                count = row.getLong(2);
            }
        }
    }

    /** The number of this transaction. */
    long change() {
        return change;
    }

    /** How many products the program had before. */
    long count() {
        return count;
    }

    Map<String, Product> known(Collection<Product> products) throws SQLException {
        Map<String, Product> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setString(1, program);
            statement.setArray(2, texts(products.stream().map(Product::id).toList()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Product product = CatalogueEntry.read(row).product();
                    known.put(product.id(), product);
                }
            }
        }
        return known;
    }

    void put(List<Product> products) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, program);
            statement.setLong(2, change);
            statement.setLong(3, change);
            statement.setLong(4, millis);
            statement.setArray(5, texts(products.stream().map(Product::id).toList()));
            statement.setArray(
                    6, texts(products.stream().map(Product::displayName).toList()));
            statement.setArray(7, texts(products.stream().map(Product::category).toList()));
            statement.setArray(
                    8,
                    texts(products.stream()
                            .map(product -> CatalogueEntry.lines(product.tags()))
                            .toList()));
            statement.setArray(
                    9,
                    connection.createArrayOf(
                            "bigint", products.stream().map(Product::priceMinor).toArray()));
            statement.setArray(
                    10,
                    connection.createArrayOf(
                            "boolean", products.stream().map(Product::available).toArray()));
            statement.executeUpdate();
        }
    }

    /** Notes that they were named, those that are new or changed having been noted already. */
    void name(Collection<Product> products) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAME)) {
            statement.setLong(1, change);
            statement.setString(2, program);
            statement.setArray(3, texts(products.stream().map(Product::id).toList()));
            statement.setLong(4, change);
            statement.executeUpdate();
        }
    }

    /** Makes unavailable what was last named before that change; gives how many there were. */
    long withdraw(long before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WITHDRAW)) {
            statement.setLong(1, change);
            statement.setLong(2, millis);
            statement.setString(3, program);
            statement.setLong(4, before);
            return statement.executeUpdate();
        }
    }

    /** The last statement of the transaction. */
    void finish(long added) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
            statement.setLong(1, change);
            statement.setLong(2, added);
            statement.setString(3, program);
            statement.executeUpdate();
        }
    }

    private Array texts(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
