package dev.giveback.standalone.backtest;

import dev.giveback.standalone.console.Numbers;
import java.util.List;

/** A chart of bars as SVG, which a browser shows without help and prints sharply. The values of several sides stand beside each other. */
final class Svg {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 300;
    private static final int LEFT = 84;
    private static final int BOTTOM = 34;
    private static final int TOP = 12;
    private static final int GRID = 4;
    private static final int MOST_LABELS = 16;

    private final List<String> labels;
    private final List<String> names;
    private final List<long[]> values;
    private final StringBuilder svg = new StringBuilder();

    private Svg(List<String> labels, List<String> names, List<long[]> values) {
        this.labels = labels;
        this.names = names;
        this.values = values;
    }

    /**
     * A chart.
     *
     * @param labels of the groups of bars, from left to right
     * @param names of the sides
     * @param values of each side, one a label
     */
    static String bars(String title, List<String> labels, List<String> names, List<long[]> values) {
        Svg chart = new Svg(labels, names, values);
        chart.draw(title);
        return chart.svg.toString();
    }

    private void draw(String title) {
        svg.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.text(title))
                .append("\">");
        long most = rounded(extreme(1));
        long least = -rounded(-extreme(-1));
        grid(least, most);
        double group = (double) (WIDTH - LEFT) / Math.max(1, labels.size());
        double bar = Math.min(46, group * 0.8 / names.size());
        int step = (labels.size() + MOST_LABELS - 1) / MOST_LABELS;
        for (int i = 0; i < labels.size(); i++) {
            double x = LEFT + group * i + (group - bar * names.size()) / 2;
            for (int side = 0; side < names.size(); side++) {
                bar(x + bar * side, bar, side, i, least, most);
            }
            if (i % step == 0) {
                label(LEFT + group * (i + 0.5), HEIGHT - 12, "middle", labels.get(i));
            }
        }
        svg.append("</svg>");
    }

    private long extreme(int sign) {
        long extreme = 0;
        for (long[] side : values) {
            for (long value : side) {
                extreme = sign > 0 ? Math.max(extreme, value) : Math.min(extreme, value);
            }
        }
        return extreme;
    }

    /** The next number up that is easily read off a grid of {@link #GRID} lines; 0 for nothing. */
    static long rounded(long value) {
        if (value <= 0) {
            return 0;
        }
        long unit = 1;
        while (value / unit >= 40) {
            unit *= 10;
        }
        long step = GRID * unit;
        return (value + step - 1) / step * step;
    }

    private void grid(long least, long most) {
        long range = Math.max(1, most - least);
        for (int i = 0; i <= GRID; i++) {
            long value = least + range * i / GRID;
            double y = y(value, least, most);
            svg.append(String.format(
                    java.util.Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
                    LEFT,
                    WIDTH,
                    y,
                    y));
            label(LEFT - 8, y + 4, "end", Numbers.grouped(value));
        }
    }

    private static double y(long value, long least, long most) {
        double share = (double) (value - least) / Math.max(1, most - least);
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    private void bar(double x, double width, int side, int at, long least, long most) {
        long value = values.get(side)[at];
        double from = y(Math.min(0, value), least, most);
        double to = y(Math.max(0, value), least, most);
        svg.append(String.format(
                        java.util.Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"side%d\"><title>",
                        x,
                        to,
                        Math.max(1, width - 1),
                        from - to,
                        side))
                .append(Html.text(labels.get(at) + ", " + names.get(side) + ": " + Numbers.grouped(value)))
                .append("</title></rect>");
    }

    private void label(double x, double y, String anchor, String text) {
        svg.append(String.format(
                        java.util.Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .append(Html.text(text))
                .append("</text>");
    }
}
