package dev.giveback.recommendation.catalogue;

import dev.giveback.recommendation.domain.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A product as it stands in the table.
 *
 * @param change the number of the transaction that made it so
 */
public record CatalogueEntry(Product product, long change, Instant updateTime) {
    static final String COLUMNS = "product, display_name, category, tags, price, available, change, update_millis";

    static CatalogueEntry read(ResultSet row) throws SQLException {
        Product product = new Product(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                tags(row.getString(4)),
                row.getLong(5),
                row.getBoolean(6));
        return new CatalogueEntry(product, row.getLong(7), Instant.ofEpochMilli(row.getLong(8)));
    }

    /** Tags have no line breaks, so each stands on a line of its own. */
    static String lines(List<String> tags) {
        return String.join("\n", tags);
    }

    private static List<String> tags(String lines) {
        return lines.isEmpty() ? List.of() : Arrays.asList(lines.split("\n", -1));
    }
}
