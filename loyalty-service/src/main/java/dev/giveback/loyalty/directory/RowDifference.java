package dev.giveback.loyalty.directory;

import java.util.List;

/**
 * A row that the live tables and the rebuilt ones do not share.
 *
 * @param table customers, programs or sagas
 * @param key the values of the key's columns: program, customer, and of a saga its kind and id
 * @param columns those with other values; none unless {@link Kind#DIFFERENT}
 */
public record RowDifference(String table, List<String> key, Kind kind, List<Column> columns) {
    public RowDifference {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** How a row differs. */
    public enum Kind {
        /** The live table lacks it. */
        MISSING,
        /** The journal knows nothing of it. */
        EXTRA,
        /** The content is another. */
        DIFFERENT
    }

    /**
     * A column with two values.
     *
     * @param live as it was; empty for NULL
     * @param rebuilt as the journal tells; empty for NULL
     */
    public record Column(String name, String live, String rebuilt) {}
}
