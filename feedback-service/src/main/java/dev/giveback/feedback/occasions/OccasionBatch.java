package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The occasions of a group of events as rows: what {@link OccasionTable#put} would do one by one, in three statements for all of them. A
 * checkout brings several occasions, and a round trip for each would cost more than the checkout itself.
 */
public final class OccasionBatch {
    private static final String LATEST = """
            SELECT o.program, o.customer, o.reference, o.occasion_millis
            FROM unnest(?::text[], ?::text[]) AS wanted (program, customer)
            JOIN occasion o ON o.program = wanted.program AND o.customer = wanted.customer AND o.kind = 5
            ORDER BY o.occasion_millis
            """;

    private static final String DROP = """
            DELETE FROM occasion o USING unnest(?::text[], ?::text[]) AS gone (program, customer)
            WHERE o.program = gone.program AND o.customer = gone.customer AND o.kind = 5
            """;

    /** Lists come as the text of an array, since the arrays of one column of rows have all the same length. */
    private static final String PUT = OccasionTable.INSERT + """
            SELECT program, customer, kind, reference, occasion_millis, happened_millis, recorded_millis,
                amount_minor, categories::text[], campaigns::text[], products::text[], tier_id, order_count, points, is_member
            FROM unnest(?::text[], ?::text[], ?::int2[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[], ?::bool[])
            AS row (program, customer, kind, reference, occasion_millis, happened_millis, recorded_millis,
                amount_minor, categories, campaigns, products, tier_id, order_count, points, is_member)
            """ + OccasionTable.ON_CONFLICT;

    private final Map<Key, KnownOccasion> rows = new LinkedHashMap<>();
    private final List<KnownOccasion> lastPurchases = new ArrayList<>();
    private final List<KnownOccasion> counting = new ArrayList<>();

    private OccasionBatch() {}

    private record Key(CustomerId customer, OccasionKind kind, String reference) {}

    /** The latest purchase of a customer so far. */
    private record Latest(String reference, Instant time) {}

    /**
     * Adds these in the caller's transaction and returns those that count: all but purchases that are not a customer's latest.
     *
     * @param known in the order in which they came to be; no birthdays
     */
    public static List<KnownOccasion> put(Connection connection, List<KnownOccasion> known) throws SQLException {
        OccasionBatch batch = new OccasionBatch();
        for (KnownOccasion one : known) {
            batch.add(one);
        }
        batch.write(connection);
        return batch.counting;
    }

    private void add(KnownOccasion known) {
        switch (known.occasion().kind()) {
            case LAST_PURCHASE -> lastPurchases.add(known);
            case PURCHASE, REFUND, ENROLMENT, TIER_REACHED, POINTS_EXPIRY, COUPON_EXPIRY, REQUEST -> {
                rows.merge(key(known), known, OccasionBatch::both);
                counting.add(known);
            }
            case BIRTHDAY ->
                throw new IllegalArgumentException("occasion: a birthday (expected: one that an event brings)");
        }
    }

    private static Key key(KnownOccasion known) {
        return new Key(
                known.customer(), known.occasion().kind(), known.occasion().reference());
    }

    /** The same occasion twice: as in the table the first stays, unless it is to happen at another time than was known. */
    private static KnownOccasion both(KnownOccasion before, KnownOccasion next) {
        return switch (before.occasion().kind()) {
            case POINTS_EXPIRY ->
                next.occasion().time().isBefore(before.occasion().time()) ? at(before, next) : before;
            case COUPON_EXPIRY -> at(before, next);
            case PURCHASE, REFUND, ENROLMENT, TIER_REACHED, REQUEST, LAST_PURCHASE, BIRTHDAY -> before;
        };
    }

    private static KnownOccasion at(KnownOccasion known, KnownOccasion other) {
        Occasion occasion = known.occasion();
        return new KnownOccasion(
                known.customer(),
                new Occasion(
                        occasion.kind(), occasion.reference(), other.occasion().time(), occasion.order()),
                known.happened(),
                known.recorded(),
                known.products(),
                known.orderCount(),
                known.points(),
                known.isMember());
    }

    private void write(Connection connection) throws SQLException {
        if (!lastPurchases.isEmpty()) {
            replaceLatest(connection);
        }
        if (!rows.isEmpty()) {
            insert(connection);
        }
    }

    /** Of a customer's purchases the latest replaces the one before; it alone is left, and counts. */
    private void replaceLatest(Connection connection) throws SQLException {
        Map<CustomerId, Latest> latest = latest(connection);
        Map<CustomerId, KnownOccasion> added = new LinkedHashMap<>();
        Map<CustomerId, KnownOccasion> counted = new LinkedHashMap<>();
        for (KnownOccasion known : lastPurchases) {
            Latest next =
                    new Latest(known.occasion().reference(), known.occasion().time());
            Latest before = latest.get(known.customer());
            if (before == null || !before.time().isAfter(next.time())) {
                counted.put(known.customer(), known);
                // The same order that is told again stays as it is.
                if (before == null || !before.reference().equals(next.reference())) {
                    added.put(known.customer(), known);
                    latest.put(known.customer(), next);
                }
            }
        }
        drop(connection, added.values());
        added.values().forEach(known -> rows.put(key(known), known));
        counting.addAll(counted.values());
    }

    private Map<CustomerId, Latest> latest(Connection connection) throws SQLException {
        Map<CustomerId, Latest> latest = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
            customers(connection, statement, Set.copyOf(customersOf(lastPurchases)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    latest.put(
                            new CustomerId(row.getString(1), row.getString(2)),
                            new Latest(row.getString(3), Instant.ofEpochMilli(row.getLong(4))));
                }
            }
        }
        return latest;
    }

    private static void drop(Connection connection, Collection<KnownOccasion> replaced) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DROP)) {
            customers(connection, statement, customersOf(replaced));
            statement.executeUpdate();
        }
    }

    private static List<CustomerId> customersOf(Collection<KnownOccasion> known) {
        return known.stream().map(KnownOccasion::customer).toList();
    }

    private static void customers(Connection connection, PreparedStatement statement, Collection<CustomerId> customers)
            throws SQLException {
        List<CustomerId> inOrder = List.copyOf(customers);
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", inOrder.stream().map(CustomerId::program).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", inOrder.stream().map(CustomerId::customer).toArray()));
    }

    private void insert(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            Columns columns = new Columns(connection, statement, rows.values());
            columns.add("text", known -> known.customer().program());
            columns.add("text", known -> known.customer().customer());
            columns.add("int2", known -> known.occasion().kind().number());
            columns.add("text", known -> known.occasion().reference());
            columns.add("int8", known -> known.occasion().time().toEpochMilli());
            columns.add("int8", known -> known.happened().toEpochMilli());
            columns.add("int8", known -> known.recorded().toEpochMilli());
            columns.add("int8", known -> known.occasion().order().totalMinor());
            columns.add("text", known -> array(known.occasion().order().categories()));
            columns.add("text", known -> array(known.occasion().order().campaigns()));
            columns.add("text", known -> array(known.products()));
            columns.add("text", known -> known.occasion().order().tierId());
            columns.add("int8", KnownOccasion::orderCount);
            columns.add("int8", KnownOccasion::points);
            columns.add("bool", KnownOccasion::isMember);
            statement.executeUpdate();
        }
    }

    /** As PostgreSQL writes an array of texts. */
    private static String array(List<String> texts) {
        StringBuilder array = new StringBuilder("{");
        for (String text : texts) {
            array.append(array.length() == 1 ? "\"" : ",\"")
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    /** The parameters of a statement, one array a column. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final Collection<KnownOccasion> rows;
        private int added;

        Columns(Connection connection, PreparedStatement statement, Collection<KnownOccasion> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<KnownOccasion, Object> column) throws SQLException {
            Object[] values = rows.stream().map(column).toArray();
            statement.setArray(++added, connection.createArrayOf(type, values));
        }
    }
}
