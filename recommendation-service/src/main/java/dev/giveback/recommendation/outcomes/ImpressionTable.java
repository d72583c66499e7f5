package dev.giveback.recommendation.outcomes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The table of lists that were shown. */
final class ImpressionTable {
    /** Nothing that a product's id can have. */
    private static final String SEPARATOR = "\n";

    private static final String RECORD = """
            WITH recorded AS (
                INSERT INTO impression
                    (program, list_id, customer, personalization, page, show_millis, products, strategies)
                SELECT ?, list_id, customer, personalization, page, show_millis,
                    string_to_array(products, E'\\n'), string_to_array(strategies, E'\\n')::smallint[]
                FROM unnest(?::text[], ?::text[], ?::smallint[], ?::text[], ?::bigint[], ?::text[], ?::text[])
                    AS l (list_id, customer, personalization, page, show_millis, products, strategies)
                ON CONFLICT DO NOTHING
                RETURNING 1),
            showing AS (
                INSERT INTO showing_program (program) SELECT ? FROM recorded LIMIT 1 ON CONFLICT DO NOTHING)
            SELECT count(*) FROM recorded
            """;

    private static final String IS_FOLLOWED = "SELECT is_followed FROM showing_program WHERE program = ?";

    private final DataSource source;

    ImpressionTable(DataSource source) {
        this.source = source;
    }

    /** Records lists; returns how many there were not yet. */
    int record(String program, List<ShownTo> lists) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setString(1, program);
            set(statement, 2, "text", lists.stream().map(ShownTo::listId).toArray());
            set(statement, 3, "text", lists.stream().map(ShownTo::customer).toArray());
            set(
                    statement,
                    4,
                    "smallint",
                    lists.stream().map(ShownTo::personalization).toArray());
            set(statement, 5, "text", lists.stream().map(ShownTo::page).toArray());
            set(statement, 6, "bigint", lists.stream().map(ShownTo::showMillis).toArray());
            set(
                    statement,
                    7,
                    "text",
                    lists.stream().map(list -> joined(list.products())).toArray());
            set(
                    statement,
                    8,
                    "text",
                    lists.stream().map(list -> joined(list.strategies())).toArray());
            statement.setString(9, program);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Whether whatever this program's customers buy from now on is found. */
    boolean isFollowed(String program) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(IS_FOLLOWED)) {
            statement.setString(1, program);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(SEPARATOR));
    }

    private static void set(PreparedStatement statement, int at, String type, Object[] values) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }
}
