package dev.giveback.standalone.console;

import java.util.ArrayList;
import java.util.List;

/** Rows under a header, padded to columns; numbers stand to the right. */
public final class Table {
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** One column: its title and whether it stands to the right. */
    public record Column(String title, boolean right) {
        /** A column of text. */
        public static Column text(String title) {
            return new Column(title, false);
        }

        /** A column of numbers. */
        public static Column number(String title) {
            return new Column(title, true);
        }
    }

    /** A table of these columns, without rows yet. */
    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; it must have a cell for each column. */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("cells: " + cells.length + " (expected: " + columns.size() + ")");
        }
        rows.add(List.of(cells));
    }

    /** The lines to print, the header first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList()));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int index = 0; index < cells.size(); index++) {
            String cell = cells.get(index);
            String padding = " ".repeat(width(index) - cell.length());
            line.append("  ").append(columns.get(index).right() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int index) {
        int widest = columns.get(index).title().length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(index).length());
        }
        return widest;
    }
}
