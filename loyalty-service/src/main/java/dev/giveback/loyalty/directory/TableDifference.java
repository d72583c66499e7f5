package dev.giveback.loyalty.directory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a live table and the rebuilt one differ.
 *
 * @param rows as rebuilt
 * @param missing rows that the live one lacked
 * @param extra rows that the journal knows nothing of
 * @param different rows with other content
 * @param points of the customers as rebuilt, less the live ones
 * @param absolutePoints the same, each row's difference without its sign
 * @param examples the first ones
 */
public record TableDifference(
        long rows,
        long missing,
        long extra,
        long different,
        long points,
        long absolutePoints,
        List<RowDifference> examples) {
    public TableDifference {
        examples = List.copyOf(examples);
    }

    /** Whether they hold the same. */
    public boolean isNone() {
        return missing + extra + different == 0;
    }

    /** Counts rows; it never leaves its comparison. */
    static final class Count {
        /** The most rows of a table that are named. */
        static final int EXAMPLES = 20;

        private final Map<RowDifference.Kind, Long> kinds = new EnumMap<>(RowDifference.Kind.class);
        private final List<RowDifference> examples = new ArrayList<>();
        private long points;
        private long absolutePoints;

        void add(RowDifference difference, long morePoints) {
            kinds.merge(difference.kind(), 1L, Long::sum);
            points = Math.addExact(points, morePoints);
            absolutePoints = Math.addExact(absolutePoints, Math.abs(morePoints));
            if (examples.size() < EXAMPLES) {
                examples.add(difference);
            }
        }

        TableDifference of(long rows) {
            return new TableDifference(
                    rows,
                    kinds.getOrDefault(RowDifference.Kind.MISSING, 0L),
                    kinds.getOrDefault(RowDifference.Kind.EXTRA, 0L),
                    kinds.getOrDefault(RowDifference.Kind.DIFFERENT, 0L),
                    points,
                    absolutePoints,
                    examples);
        }
    }
}
