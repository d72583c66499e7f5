package dev.giveback.loyalty.directory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Which customers of a program are wanted, and in which order.
 *
 * @param idPrefix with which their ids begin; empty for all
 * @param tierId empty for those without a tier, null for all
 * @param after the last one of the page before; null for the first page
 * @param limit the most entries, at least 1
 */
public record CustomerQuery(
        String program,
        String idPrefix,
        @Nullable String tierId,
        Order order,
        @Nullable Place after,
        int limit) {
    /** Bytewise nothing that begins with a prefix comes after the prefix and this. */
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    /** An order of customers. */
    public enum Order {
        /** By the bytes of the id. */
        ID(""),
        /** The most points first, then by id. */
        POINTS("total"),
        /** The latest event first, then by id. */
        LATEST("latest_millis");

        private final String column;

        Order(String column) {
            this.column = column;
        }
    }

    /**
     * The customer at the end of a page.
     *
     * @param number by which it stood there; 0 in the order of ids
     */
    public record Place(long number, String customerId) {
        /** Of an entry in an order. */
        public static Place of(CustomerEntry entry, Order order) {
            return new Place(
                    switch (order) {
                        case ID -> 0;
                        case POINTS -> entry.total();
                        case LATEST -> entry.latestMillis();
                    },
                    entry.customerId());
        }
    }

    /** Refuses a page of nothing. */
    public CustomerQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
        }
    }

    /** All of a program by id, after this one. */
    public static CustomerQuery all(String program, String afterCustomerId, int limit) {
        return new CustomerQuery(program, "", null, Order.ID, new Place(0, afterCustomerId), limit);
    }

    /** What follows the condition on the program. */
    String conditions() {
        String column = order.column;
        boolean isById = column.isEmpty();
        return (idPrefix.isEmpty() ? "" : " AND customer >= ? AND customer < ?")
                + (tierId == null ? "" : " AND coalesce(tier_id, '') = ?")
                + (after == null ? "" : isById ? " AND customer > ?" : after(column))
                + " ORDER BY " + (isById ? "" : column + " DESC, ") + "customer LIMIT ?";
    }

    private static String after(String column) {
        return " AND " + column + " <= ? AND (" + column + " < ? OR customer > ?)";
    }

    /** Gives the values, the program first. */
    void bind(PreparedStatement statement) throws SQLException {
        int at = 1;
        statement.setString(at++, program);
        if (!idPrefix.isEmpty()) {
            statement.setString(at++, idPrefix);
            statement.setString(at++, idPrefix + HIGHEST);
        }
        if (tierId != null) {
            statement.setString(at++, tierId);
        }
        if (after != null) {
            if (order != Order.ID) {
                statement.setLong(at++, after.number());
                statement.setLong(at++, after.number());
            }
            statement.setString(at++, after.customerId());
        }
        statement.setInt(at, limit);
    }
}
