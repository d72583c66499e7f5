package dev.giveback.recommendation.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an evaluation found, for people and programs.
 *
 * @param cut the first day that the methods did not know, yyyy-mm-dd
 * @param windowDays in how many days from it on what is bought is wanted
 * @param isWholeWindow whether the data go on to its end
 * @param customers who came back in it
 * @param customersWithNew of these, those who bought something new to them
 * @param rows one a method; the last is what the others are compared with
 * @param any how lists of any product are ranked
 * @param onlyNew how lists of new products are ranked
 */
public record Report(
        String cut,
        int windowDays,
        boolean isWholeWindow,
        int customers,
        int customersWithNew,
        List<Row> rows,
        Judgement any,
        Judgement onlyNew) {
    private static final List<String> HEAD = List.of(
            "method",
            "all: NDCG",
            "Recall",
            "Hit",
            "MRR",
            "coverage",
            "%s less this",
            "new: NDCG",
            "Recall",
            "Hit",
            "MRR",
            "coverage",
            "%s less this");

    /** The rows are copied. */
    public Report {
        rows = List.copyOf(rows);
    }

    /**
     * A method in both modes.
     *
     * @param any where any product may be recommended
     * @param onlyNew where only what the customer never bought may
     */
    public record Row(String method, Figures any, Figures onlyNew) {}

    /**
     * Means over customers, of the first ten.
     *
     * @param coverage share of the products sold before the cut that was recommended to anybody
     * @param lastLess the last row's NDCG less this one's, customer by customer
     * @param lastLessHalfWidth half of the width of its interval of 95 %; 0 with fewer than two customers, which says nothing
     */
    public record Figures(
            double ndcg,
            double recall,
            double hit,
            double mrr,
            double coverage,
            double lastLess,
            double lastLessHalfWidth) {}

    /**
     * What ranks, and the trial on windows before the cut that decided it.
     *
     * @param byTrees trees do; else the blend
     * @param weights of the blend, by strategy, as a text
     * @param trialCustomers of the windows of the trial; 0 when there was none, and then the others are 0 too
     * @param blendNdcg the blend's there
     * @param treesNdcg the trees' there
     * @param gain what trees were better by
     * @param gainHalfWidth half of the width of its interval of 95 %
     */
    public record Judgement(
            boolean byTrees,
            String weights,
            int trialCustomers,
            double blendNdcg,
            double treesNdcg,
            double gain,
            double gainHalfWidth) {}

    /** A table in Markdown whose columns are padded, and what was learnt. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Cut %s, %d days, %,d customers, %,d of them with new products",
                cut,
                windowDays,
                customers,
                customersWithNew));
        if (!isWholeWindow) {
            lines.add("The data end before these days do, so less is wanted than was bought.");
        }
        lines.add("");
        lines.addAll(table());
        lines.add("");
        lines.add(told("all", any));
        lines.add(told("new", onlyNew));
        return lines;
    }

    private List<String> table() {
        List<List<String>> cells = new ArrayList<>();
        String last = rows.getLast().method();
        cells.add(HEAD.stream().map(title -> title.formatted(last)).toList());
        rows.forEach(row -> cells.add(cells(row)));
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> cells.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        List<String> lines = new ArrayList<>();
        cells.forEach(row -> lines.add(padded(row, widths)));
        lines.add(1, widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("|", "|", "|")));
        return lines;
    }

    private static String padded(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(at -> cells.get(at)
                        + " ".repeat(widths.get(at) - cells.get(at).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.method()));
        cells.addAll(cells(row.any()));
        cells.addAll(cells(row.onlyNew()));
        return cells;
    }

    private static List<String> cells(Figures figures) {
        return List.of(
                String.format(Locale.ROOT, "%.4f", figures.ndcg()),
                String.format(Locale.ROOT, "%.3f", figures.recall()),
                String.format(Locale.ROOT, "%.3f", figures.hit()),
                String.format(Locale.ROOT, "%.3f", figures.mrr()),
                String.format(Locale.ROOT, "%.3f", figures.coverage()),
                String.format(Locale.ROOT, "%+.4f ± %.4f", figures.lastLess(), figures.lastLessHalfWidth()));
    }

    private static String told(String mode, Judgement judgement) {
        String trial = judgement.trialCustomers() == 0
                ? "no trial of trees"
                : String.format(
                        Locale.ROOT,
                        "on the latest closed windows (%,d customers) blend %.4f, trees %.4f, gain %+.4f ± %.4f",
                        judgement.trialCustomers(),
                        judgement.blendNdcg(),
                        judgement.treesNdcg(),
                        judgement.gain(),
                        judgement.gainHalfWidth());
        return mode + ": blend weights " + judgement.weights() + "; " + trial + ": "
                + (judgement.byTrees() ? "the trees decide" : "the blend decides");
    }
}
