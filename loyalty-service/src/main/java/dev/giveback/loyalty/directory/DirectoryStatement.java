package dev.giveback.loyalty.directory;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The one statement that brings the rows of the customers of a group, and of their programs, up to date. */
final class DirectoryStatement {
    /**
     * All parts see the tables as they were before, so {@code known} is what the rows held until now. Revisions are counted, not
     * set: the count tells afterwards whether the events were the next ones, without a look beforehand.
     */
    private static final String APPLY = """
            WITH change AS (
                SELECT *
                FROM unnest(?::text[], ?::text[], ?::boolean[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[])
                    AS c (program, customer, member, tier_id, total, earned, spent,
                        expired, taken_back, restored, adjusted, transferred, orders, events, expires_millis, latest_millis)
            ),
            known AS (
                SELECT program, customer, d.total FROM change JOIN %1$s AS d USING (program, customer)
            ),
            applied AS (
                INSERT INTO %1$s AS d (program, customer, member, tier_id, total, earned, spent,
                    expired, taken_back, restored, adjusted, transferred, order_count, revision, next_expiry_millis,
                    latest_millis)
                SELECT program, customer, member, tier_id, total, earned, spent,
                    expired, taken_back, restored, adjusted, transferred, orders, events, nullif(expires_millis, 0),
                    latest_millis
                FROM change
                ON CONFLICT (program, customer) DO UPDATE SET
                    member = d.member OR excluded.member,
                    tier_id = coalesce(excluded.tier_id, d.tier_id),
                    total = excluded.total,
                    earned = d.earned + excluded.earned,
                    spent = d.spent + excluded.spent,
                    expired = d.expired + excluded.expired,
                    taken_back = d.taken_back + excluded.taken_back,
                    restored = d.restored + excluded.restored,
                    adjusted = d.adjusted + excluded.adjusted,
                    transferred = d.transferred + excluded.transferred,
                    order_count = d.order_count + excluded.order_count,
                    revision = d.revision + excluded.revision,
                    next_expiry_millis = least(d.next_expiry_millis, excluded.next_expiry_millis),
                    latest_millis = greatest(d.latest_millis, excluded.latest_millis)
                RETURNING program, customer, revision
            ),
            summed AS (
                INSERT INTO %2$s AS t (program, customer_count, outstanding, earned, spent,
                    expired, taken_back, restored, adjusted, transferred, order_count, event_count)
                SELECT program, count(*) FILTER (WHERE known.customer IS NULL),
                    sum(change.total - coalesce(known.total, 0)), sum(earned), sum(spent),
                    sum(expired), sum(taken_back), sum(restored), sum(adjusted), sum(transferred), sum(orders),
                    sum(events)
                FROM change LEFT JOIN known USING (program, customer)
                GROUP BY program
                ON CONFLICT (program) DO UPDATE SET
                    customer_count = t.customer_count + excluded.customer_count,
                    outstanding = t.outstanding + excluded.outstanding,
                    earned = t.earned + excluded.earned,
                    spent = t.spent + excluded.spent,
                    expired = t.expired + excluded.expired,
                    taken_back = t.taken_back + excluded.taken_back,
                    restored = t.restored + excluded.restored,
                    adjusted = t.adjusted + excluded.adjusted,
                    transferred = t.transferred + excluded.transferred,
                    order_count = t.order_count + excluded.order_count,
                    event_count = t.event_count + excluded.event_count
            )
            SELECT program, customer, revision FROM applied
            """;

    private static final List<ToLongFunction<CustomerChange>> NUMBERS = List.of(
            CustomerChange::total,
            change -> change.sums().earned(),
            change -> change.sums().spent(),
            change -> change.sums().expired(),
            change -> change.sums().takenBack(),
            change -> change.sums().restored(),
            change -> change.sums().adjusted(),
            change -> change.sums().transferred(),
            CustomerChange::orders,
            CustomerChange::events,
            CustomerChange::nextExpiryMillis,
            CustomerChange::latestMillis);

    private DirectoryStatement() {}

    /**
     * Applies the changes of different customers.
     *
     * @param tables those of the directory, or others of the same form
     * @throws IllegalStateException when a customer's events are not the ones after its row's revision; the caller must roll back
     */
    static void apply(Connection connection, TableNames tables, Collection<CustomerChange> changes)
            throws SQLException {
        Map<CustomerKey, CustomerChange> byKey = new HashMap<>();
        changes.forEach(change -> byKey.put(change.key(), change));
        try (PreparedStatement statement = connection.prepareStatement(tables.in(APPLY))) {
            bind(statement, List.copyOf(changes));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    CustomerKey key = new CustomerKey(row.getString(1), row.getString(2));
                    Objects.requireNonNull(byKey.remove(key), "a row that was not asked for")
                            .checkRevision(row.getLong(3));
                }
            }
        }
        if (!byKey.isEmpty()) {
            throw new IllegalStateException("customers without a row: " + byKey.keySet() + " (expected: none)");
        }
    }

    private static void bind(PreparedStatement statement, List<CustomerChange> changes) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(1, texts(connection, changes, change -> change.key().program()));
        statement.setArray(2, texts(connection, changes, change -> change.key().customer()));
        statement.setArray(3, connection.createArrayOf("bool", enrolled(changes)));
        statement.setArray(4, texts(connection, changes, CustomerChange::tierId));
        for (int i = 0; i < NUMBERS.size(); i++) {
            statement.setArray(5 + i, bigints(connection, changes, NUMBERS.get(i)));
        }
    }

    private static Array texts(
            Connection connection, List<CustomerChange> changes, Function<CustomerChange, @Nullable String> text)
            throws SQLException {
        return connection.createArrayOf("text", changes.stream().map(text).toArray(String[]::new));
    }

    private static Array bigints(
            Connection connection, List<CustomerChange> changes, ToLongFunction<CustomerChange> number)
            throws SQLException {
        return connection.createArrayOf(
                "int8", changes.stream().map(number::applyAsLong).toArray(Long[]::new));
    }

    private static Boolean[] enrolled(List<CustomerChange> changes) {
        return changes.stream().map(CustomerChange::enrolled).toArray(Boolean[]::new);
    }
}
