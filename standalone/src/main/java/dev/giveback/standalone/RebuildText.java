package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.loyalty.v1.DifferentRow;
import dev.giveback.loyalty.v1.DirectoryRebuild;
import dev.giveback.loyalty.v1.RowDifference;
import dev.giveback.loyalty.v1.TableDifference;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a rebuild, for people. */
final class RebuildText {
    private RebuildText() {}

    static boolean isSame(DirectoryRebuild rebuild) {
        return Stream.of(rebuild.getCustomers(), rebuild.getPrograms(), rebuild.getSagas())
                .allMatch(table -> count(table) == 0);
    }

    static List<String> lines(DirectoryRebuild rebuild) {
        List<String> lines = new ArrayList<>();
        lines.add("Read " + Numbers.grouped(rebuild.getEventCount()) + " events; the live tables stood still for "
                + Durations.toMillis(rebuild.getStandstillTime()) + " ms.");
        Table table = new Table(
                Column.text("table"),
                Column.number("rows"),
                Column.number("missing"),
                Column.number("extra"),
                Column.number("different"));
        row(table, "customers", rebuild.getCustomers());
        row(table, "programs", rebuild.getPrograms());
        row(table, "transfers and merges", rebuild.getSagas());
        table.lines().forEach(lines::add);
        if (isSame(rebuild)) {
            lines.add("There is no difference.");
            return lines;
        }
        lines.add("Points as rebuilt less the live ones: " + Numbers.grouped(rebuild.getPointsDifference())
                + "; without signs: " + Numbers.grouped(rebuild.getPointsDifferenceAbsolute()) + ".");
        rebuild.getExamplesList().forEach(example -> lines.add("  " + example(example)));
        lines.add(rebuild.getSwitched() ? "What differed was put right." : "Nothing was changed.");
        return lines;
    }

    private static void row(Table table, String name, TableDifference difference) {
        table.row(
                name,
                Numbers.grouped(difference.getRowCount()),
                Numbers.grouped(difference.getMissingCount()),
                Numbers.grouped(difference.getExtraCount()),
                Numbers.grouped(difference.getDifferentCount()));
    }

    private static long count(TableDifference table) {
        return table.getMissingCount() + table.getExtraCount() + table.getDifferentCount();
    }

    private static String example(DifferentRow row) {
        if (row.getDifference() == RowDifference.ROW_DIFFERENCE_MISSING) {
            return row.getRow() + ": was missing";
        }
        if (row.getDifference() == RowDifference.ROW_DIFFERENCE_EXTRA) {
            return row.getRow() + ": the journal knows nothing of it";
        }
        return row.getRow() + ": "
                + row.getColumnsList().stream()
                        .map(column -> column.getColumn() + " was " + orNothing(column.getLive()) + ", is "
                                + orNothing(column.getRebuilt()))
                        .collect(Collectors.joining("; "));
    }

    private static String orNothing(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
