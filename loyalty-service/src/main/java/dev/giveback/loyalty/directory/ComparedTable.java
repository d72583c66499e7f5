package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.directory.RowDifference.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the directory's tables against the same one as rebuilt: how they differ, and how the live one becomes the other by changing only
 * the rows that differ.
 *
 * @param label for people
 * @param table which of three names
 * @param keys columns that name a row; the first ones are those by which a {@link Scope} narrows it
 * @param columns that must be the same
 * @param carried columns that are not compared, because the sweeper moves them, and set when the row is
 */
record ComparedTable(
        String label,
        Function<TableNames, String> table,
        List<String> keys,
        List<String> columns,
        List<String> carried) {
    private static final int FETCH_ROWS = 1_000;
    private static final String TOTAL = "total";

    static final ComparedTable CUSTOMERS = new ComparedTable(
            "customers",
            TableNames::customers,
            List.of("program", "customer"),
            List.of(
                    "member",
                    "tier_id",
                    TOTAL,
                    "earned",
                    "spent",
                    "expired",
                    "taken_back",
                    "restored",
                    "adjusted",
                    "transferred",
                    "order_count",
                    "revision",
                    "latest_millis"),
            List.of("next_expiry_millis"));

    static final ComparedTable PROGRAMS = new ComparedTable(
            "programs",
            TableNames::programs,
            List.of("program"),
            List.of(
                    "customer_count",
                    "order_count",
                    "event_count",
                    "outstanding",
                    "earned",
                    "spent",
                    "expired",
                    "taken_back",
                    "restored",
                    "adjusted",
                    "transferred"),
            List.of());

    static final ComparedTable SAGAS = new ComparedTable(
            "sagas",
            TableNames::sagas,
            List.of("program", "customer", "kind", "id"),
            List.of("since_millis"),
            List.of());

    /**
     * Which rows of the live table are meant.
     *
     * @param values of the first columns of the key; none for all rows
     */
    record Scope(List<String> values) {
        static final Scope ALL = new Scope(List.of());

        private void bind(PreparedStatement statement, int first) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(first + i, values.get(i));
            }
        }
    }

    /** How they differ; both are read as one moment, by one statement. */
    TableDifference difference(Connection connection, TableNames rebuilt, Scope scope) throws SQLException {
        TableDifference.Count count = new TableDifference.Count();
        try (PreparedStatement statement = connection.prepareStatement(differenceSql(rebuilt, scope))) {
            statement.setFetchSize(FETCH_ROWS);
            scope.bind(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    RowDifference difference = difference(row);
                    count.add(difference, points(row));
                }
            }
        }
        return count.of(rows(connection, rebuilt));
    }

    /** Makes the live rows those that were rebuilt. */
    void putRight(Connection connection, TableNames rebuilt, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(deleteSql(rebuilt, scope))) {
            scope.bind(statement, 1);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(upsertSql(rebuilt))) {
            statement.executeUpdate();
        }
    }

    private RowDifference difference(ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keys.size(); i++) {
            key.add(row.getString(i));
        }
        boolean inLive = row.getBoolean("in_live");
        boolean inRebuilt = row.getBoolean("in_rebuilt");
        Kind kind = !inLive ? Kind.MISSING : !inRebuilt ? Kind.EXTRA : Kind.DIFFERENT;
        return new RowDifference(label, key, kind, kind == Kind.DIFFERENT ? different(row) : List.of());
    }

    private List<RowDifference.Column> different(ResultSet row) throws SQLException {
        List<RowDifference.Column> different = new ArrayList<>();
        for (String column : columns) {
            @Nullable String live = row.getString("live_" + column);
            @Nullable String rebuilt = row.getString("rebuilt_" + column);
            if (!Objects.equals(live, rebuilt)) {
                different.add(new RowDifference.Column(column, orEmpty(live), orEmpty(rebuilt)));
            }
        }
        return different;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** A row that is not there has no points. */
    private long points(ResultSet row) throws SQLException {
        return columns.contains(TOTAL) ? row.getLong("rebuilt_" + TOTAL) - row.getLong("live_" + TOTAL) : 0;
    }

    private long rows(Connection connection, TableNames rebuilt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM " + table.apply(rebuilt));
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private String differenceSql(TableNames rebuilt, Scope scope) {
        String key = each(keys, column -> "coalesce(s." + column + ", l." + column + ")", ", ");
        String values = each(
                columns,
                column -> "l." + column + "::text AS live_" + column + ", s." + column + "::text AS rebuilt_" + column,
                ", ");
        String first = keys.getFirst();
        return "SELECT " + key + ", l." + first + " IS NOT NULL AS in_live, s." + first + " IS NOT NULL AS in_rebuilt, "
                + values + " FROM " + table.apply(rebuilt) + " AS s FULL JOIN (SELECT * FROM "
                + table.apply(TableNames.LIVE) + where(scope, "") + ") AS l ON " + sameKey("s", "l") + " WHERE "
                + isOther("s", "l") + " OR s." + first + " IS NULL OR l." + first + " IS NULL ORDER BY "
                + each(keys, column -> Integer.toString(keys.indexOf(column) + 1), ", ");
    }

    private String deleteSql(TableNames rebuilt, Scope scope) {
        return "DELETE FROM " + table.apply(TableNames.LIVE) + " AS l" + where(scope, "l.")
                + (scope.values().isEmpty() ? " WHERE " : " AND ") + "NOT EXISTS (SELECT FROM " + table.apply(rebuilt)
                + " AS s WHERE " + sameKey("s", "l") + ")";
    }

    private String upsertSql(TableNames rebuilt) {
        List<String> set = new ArrayList<>(columns);
        set.addAll(carried);
        List<String> all = new ArrayList<>(keys);
        all.addAll(set);
        return "INSERT INTO " + table.apply(TableNames.LIVE) + " (" + String.join(", ", all) + ") SELECT "
                + each(all, column -> "s." + column, ", ") + " FROM " + table.apply(rebuilt) + " AS s LEFT JOIN "
                + table.apply(TableNames.LIVE) + " AS l ON " + sameKey("s", "l") + " WHERE l." + keys.getFirst()
                + " IS NULL OR " + isOther("s", "l") + " ON CONFLICT (" + String.join(", ", keys) + ") DO UPDATE SET "
                + each(set, column -> column + " = excluded." + column, ", ");
    }

    private String where(Scope scope, String prefix) {
        return scope.values().isEmpty()
                ? ""
                : " WHERE " + each(keys.subList(0, scope.values().size()), column -> prefix + column + " = ?", " AND ");
    }

    private String sameKey(String one, String other) {
        return each(keys, column -> one + "." + column + " = " + other + "." + column, " AND ");
    }

    private String isOther(String one, String other) {
        return "(" + each(columns, column -> one + "." + column, ", ") + ") IS DISTINCT FROM ("
                + each(columns, column -> other + "." + column, ", ") + ")";
    }

    private static String each(List<String> columns, Function<String, String> text, String between) {
        return columns.stream().map(text).collect(Collectors.joining(between));
    }
}
