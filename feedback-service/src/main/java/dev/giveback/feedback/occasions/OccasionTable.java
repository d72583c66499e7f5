package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Occasions as rows. All statements belong to the caller's transaction. */
public final class OccasionTable {
    /** The columns of an occasion {@code o}, in the order in which {@link #read} takes them. */
    static final String COLUMNS =
            "o.program, o.customer, o.kind, o.reference, o.occasion_millis, o.happened_millis, o.recorded_millis,"
                    + " o.amount_minor, o.categories, o.campaigns, o.products, o.tier_id, o.order_count, o.points, o.is_member";

    static final String INSERT = """
            INSERT INTO occasion AS o (program, customer, kind, reference, occasion_millis, happened_millis, recorded_millis,
                amount_minor, categories, campaigns, products, tier_id, order_count, points, is_member)
            """;

    /** What is there stays, unless it is to happen at another time than was known. */
    static final String ON_CONFLICT = """
            ON CONFLICT (program, customer, kind, reference) DO UPDATE SET
                occasion_millis = CASE WHEN o.kind = 6 THEN least(o.occasion_millis, excluded.occasion_millis)
                    ELSE excluded.occasion_millis END
            WHERE o.kind IN (6, 7, 8)
            """;

    private static final String PUT = INSERT + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\n" + ON_CONFLICT;

    private static final String LATER =
            "SELECT 1 FROM occasion WHERE program = ? AND customer = ? AND kind = ? AND occasion_millis > ?";
    private static final String DROP_KIND =
            "DELETE FROM occasion WHERE program = ? AND customer = ? AND kind = ? AND reference <> ?";
    private static final String ORDER =
            "SELECT " + COLUMNS + " FROM occasion o WHERE program = ? AND customer = ? AND kind = 1 AND reference = ?";

    /** Of two that are the same for both customers one is left; of latest purchases the latest. */
    private static final List<String> MOVE = List.of(
            "DELETE FROM occasion s USING occasion t WHERE s.program = ? AND s.customer = ? AND t.program = s.program"
                    + " AND t.customer = ? AND t.kind = s.kind AND (t.reference = s.reference"
                    + " OR s.kind = 8 OR s.kind = 5 AND t.occasion_millis >= s.occasion_millis)",
            "DELETE FROM occasion t USING occasion s WHERE s.program = ? AND s.customer = ? AND t.program = s.program"
                    + " AND t.customer = ? AND t.kind = 5 AND s.kind = 5");

    private static final String RENAME = """
            UPDATE occasion SET customer = ?, is_moved = true, order_count = CASE WHEN kind = 5 THEN 0 ELSE order_count END
            WHERE program = ? AND customer = ?
            """;

    private static final List<String> OF_CUSTOMER = List.of(
            "DELETE FROM occasion WHERE program = ? AND customer = ?",
            "DELETE FROM last_tier WHERE program = ? AND customer = ?",
            "DELETE FROM birthday_look WHERE program = ? AND customer = ?");

    private OccasionTable() {}

    /** Adds one; one of a kind of which a customer has one only replaces the one before. Says whether it counts. */
    public static boolean put(Connection connection, KnownOccasion known) throws SQLException {
        OccasionKind kind = known.occasion().kind();
        if (isOnlyOne(kind)) {
            if (kind == OccasionKind.LAST_PURCHASE && isLaterThere(connection, known)) {
                return false;
            }
            dropOthers(connection, known);
        }
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            write(connection, statement, known);
            statement.executeUpdate();
        }
        return true;
    }

    private static boolean isOnlyOne(OccasionKind kind) {
        return switch (kind) {
            case LAST_PURCHASE, BIRTHDAY -> true;
            case PURCHASE, REFUND, ENROLMENT, TIER_REACHED, POINTS_EXPIRY, COUPON_EXPIRY, REQUEST -> false;
        };
    }

    private static boolean isLaterThere(Connection connection, KnownOccasion known) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LATER)) {
            setCustomer(statement, 1, known.customer());
            statement.setInt(3, known.occasion().kind().number());
            statement.setLong(4, known.occasion().time().toEpochMilli());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void dropOthers(Connection connection, KnownOccasion known) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DROP_KIND)) {
            setCustomer(statement, 1, known.customer());
            statement.setInt(3, known.occasion().kind().number());
            statement.setString(4, known.occasion().reference());
            statement.executeUpdate();
        }
    }

    private static void write(Connection connection, PreparedStatement statement, KnownOccasion known)
            throws SQLException {
        Occasion occasion = known.occasion();
        setCustomer(statement, 1, known.customer());
        statement.setInt(3, occasion.kind().number());
        statement.setString(4, occasion.reference());
        statement.setLong(5, occasion.time().toEpochMilli());
        statement.setLong(6, known.happened().toEpochMilli());
        statement.setLong(7, known.recorded().toEpochMilli());
        statement.setLong(8, occasion.order().totalMinor());
        statement.setArray(9, texts(connection, occasion.order().categories()));
        statement.setArray(10, texts(connection, occasion.order().campaigns()));
        statement.setArray(11, texts(connection, known.products()));
        statement.setString(12, occasion.order().tierId());
        statement.setLong(13, known.orderCount());
        statement.setLong(14, known.points());
        statement.setBoolean(15, known.isMember());
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray(String[]::new));
    }

    /** The occasion of a row that begins with {@link #COLUMNS}. */
    static KnownOccasion read(ResultSet row) throws SQLException {
        OrderFacts order =
                new OrderFacts(texts(row.getArray(9)), texts(row.getArray(10)), row.getString(12), row.getLong(8));
        return new KnownOccasion(
                new CustomerId(row.getString(1), row.getString(2)),
                new Occasion(
                        OccasionKind.of(row.getInt(3)), row.getString(4), Instant.ofEpochMilli(row.getLong(5)), order),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                texts(row.getArray(11)),
                row.getLong(13),
                row.getLong(14),
                row.getBoolean(15));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** The purchase of an order, as it is known here. */
    public static Optional<KnownOccasion> purchase(Connection connection, CustomerId customer, String orderId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ORDER)) {
            setCustomer(statement, 1, customer);
            statement.setString(3, orderId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** What one customer had is another one's, with what is planned for it. */
    public static void move(Connection connection, CustomerId source, CustomerId target) throws SQLException {
        for (String sql : MOVE) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                setCustomer(statement, 1, source);
                statement.setString(3, target.customer());
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(RENAME)) {
            statement.setString(1, target.customer());
            setCustomer(statement, 2, source);
            statement.executeUpdate();
        }
        forget(connection, source);
    }

    /** Nothing of a customer is left, nor anything planned. */
    public static void forget(Connection connection, CustomerId customer) throws SQLException {
        for (String sql : OF_CUSTOMER) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                setCustomer(statement, 1, customer);
                statement.executeUpdate();
            }
        }
    }

    /** Nothing of anybody is left: the journal is another one. What is decided stays with the customers. */
    public static void forgetAll(Connection connection) throws SQLException {
        for (String table : List.of("occasion", "last_tier", "birthday_look", "feed_place")) {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + table)) {
                statement.executeUpdate();
            }
        }
    }

    static void setCustomer(PreparedStatement statement, int first, CustomerId customer) throws SQLException {
        statement.setString(first, customer.program());
        statement.setString(first + 1, customer.customer());
    }
}
