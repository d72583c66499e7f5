package dev.giveback.recommendation.catalogue;

import dev.giveback.recommendation.domain.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One import of products into one program. Each {@link #add} and {@link #withdraw} is a transaction, one at a time; two imports of a program take turns,
 * since each transaction holds the program's row. For one thread at a time; it waits for the database.
 */
public final class CatalogueImport {
    /** The most products of a program. */
    public static final long MAX_PRODUCTS = 1_000_000;

    private final DataSource source;
    private final String program;
    private final InstantSource clock;
    private final long maxProducts;
    private long firstChange;
    private long read;
    private long added;
    private long changed;
    private long withdrawn;

    /** An import that begins with its first products. */
    public CatalogueImport(DataSource source, String program, InstantSource clock) {
        this(source, program, clock, MAX_PRODUCTS);
    }

    CatalogueImport(DataSource source, String program, InstantSource clock, long maxProducts) {
        this.source = source;
        this.program = program;
        this.clock = clock;
        this.maxProducts = maxProducts;
    }

    /** That the program cannot have so many products; nothing of what was to be added took effect. */
    public static final class TooManyProductsException extends Exception {
        private static final long serialVersionUID = 1;

        TooManyProductsException(long most) {
            super("products: a program has at most " + most);
        }
    }

    /** Takes products in, all or none, durably. Of a product that comes twice the last one counts. */
    public void add(List<Product> products) throws SQLException, TooManyProductsException {
        Map<String, Product> last = new LinkedHashMap<>();
        products.forEach(product -> last.put(product.id(), product));
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                add(new ProductRows(connection, program, clock.millis()), last.values());
                connection.commit();
            } catch (SQLException | TooManyProductsException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
        read += products.size();
    }

    private void add(ProductRows rows, Collection<Product> products) throws SQLException, TooManyProductsException {
        Map<String, Product> known = rows.known(products);
        long unknown = (long) products.size() - known.size();
        if (unknown > 0 && rows.count() + unknown > maxProducts) {
            throw new TooManyProductsException(maxProducts);
        }
        List<Product> different = products.stream()
                .filter(product -> !product.equals(known.get(product.id())))
                .toList();
        rows.put(different);
        rows.name(products);
        rows.finish(unknown);
        firstChange = firstChange == 0 ? rows.change() : firstChange;
        added += unknown;
        changed += different.size() - unknown;
    }

    /** Makes unavailable what no import has named since this one's first products. */
    public void withdraw() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ProductRows rows = new ProductRows(connection, program, clock.millis());
                withdrawn += rows.withdraw(firstChange);
                rows.finish(0);
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** Products that were taken in, those that came twice twice. */
    public long read() {
        return read;
    }

    /** Of these, products that were not known before. */
    public long added() {
        return added;
    }

    /** Of these, products that became something else. */
    public long changed() {
        return changed;
    }

    /** Products that were withdrawn. */
    public long withdrawn() {
        return withdrawn;
    }
}
