package dev.giveback.loyalty.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table of sums: what one group of events adds to its rows, gathered and then added by one statement. */
final class SumTable {
    private final String table;
    private final int keys;
    private final Map<String, Integer> values = new HashMap<>();
    private final String sql;
    private final Map<Row, long[]> sums = new TreeMap<>();

    /** Which row. */
    private record Row(String program, List<Integer> keys) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int order = program.compareTo(other.program);
            for (int i = 0; order == 0 && i < keys.size(); i++) {
                order = keys.get(i).compareTo(other.keys.get(i));
            }
            return order;
        }
    }

    /**
     * Without sums.
     *
     * @param keys columns that, behind {@code program}, name a row
     * @param values columns to which is added
     */
    SumTable(String table, List<String> keys, List<String> values) {
        this.table = table;
        this.keys = keys.size();
        values.forEach(column -> this.values.put(column, this.values.size()));
        List<String> all = Stream.of(List.of("program"), keys, values)
                .flatMap(List::stream)
                .toList();
        this.sql = "INSERT INTO " + table + " AS t (" + String.join(", ", all) + ") SELECT * FROM unnest(?::text[]"
                + ", ?::integer[]".repeat(keys.size()) + ", ?::bigint[]".repeat(values.size())
                + ") ON CONFLICT (program, " + String.join(", ", keys) + ") DO UPDATE SET "
                + values.stream()
                        .map(column -> column + " = t." + column + " + excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    /** Adds to one value of a row. */
    void add(String value, long more, String program, Integer... key) {
        if (key.length != keys) {
            throw new IllegalArgumentException("keys: " + Arrays.toString(key) + " (expected: " + keys + ")");
        }
        if (more != 0) {
            long[] sum = sums.computeIfAbsent(new Row(program, List.of(key)), unseen -> new long[values.size()]);
            int at = Objects.requireNonNull(values.get(value), value);
            sum[at] = Math.addExact(sum[at], more);
        }
    }

    /** Adds it all to the table. */
    void flush(Connection connection) throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Row> rows = new ArrayList<>(sums.keySet());
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", rows.stream().map(Row::program).toArray()));
            for (int i = 0; i < keys; i++) {
                int column = i;
                statement.setArray(
                        i + 2,
                        connection.createArrayOf(
                                "int4",
                                rows.stream().map(row -> row.keys().get(column)).toArray()));
            }
            for (int i = 0; i < values.size(); i++) {
                int column = i;
                statement.setArray(
                        i + 2 + keys,
                        connection.createArrayOf(
                                "int8",
                                sums.values().stream().map(sum -> sum[column]).toArray()));
            }
            statement.executeUpdate();
        }
        sums.clear();
    }

    /** Its name and how many rows wait, for people. */
    @Override
    public String toString() {
        return table + ": " + sums.size();
    }
}
