package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.GetTasteResponse;
import dev.giveback.recommendation.v1.Judgement;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.recommendation.v1.OutcomeRow;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RepeatedPurchase;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What recommendations know, and what came of them, for people. */
final class RecommendModelText {
    private RecommendModelText() {}

    static List<String> lines(String customer, GetTasteResponse taste) {
        List<String> lines = new ArrayList<>();
        lines.add("Customer " + customer + ": " + grouped(taste.getPurchases()) + " products on "
                + grouped(taste.getBaskets()) + " days; recommended " + RecommendText.words(taste.getPersonalization())
                + (taste.getIsHeldOut() ? " (of the held-out share)" : ""));
        lines.add("  prefers     " + orNone(String.join(", ", taste.getStatedCategoriesList())));
        lines.add("  avoids      " + orNone(String.join(", ", taste.getAvoidedCategoriesList())));
        lines.add("  buys        "
                + orNone(taste.getLearntCategoriesList().stream()
                        .map(learnt -> learnt.getCategory()
                                + String.format(Locale.ROOT, " %.1f %%", learnt.getSharePpm() / 10_000.0))
                        .collect(Collectors.joining(", "))));
        if (taste.getRepeatedPurchasesCount() > 0) {
            lines.add("");
            lines.addAll(repeated(taste.getRepeatedPurchasesList()));
        }
        return lines;
    }

    private static List<String> repeated(List<RepeatedPurchase> purchases) {
        Table table = new Table(
                Column.text("bought again"),
                Column.number("times"),
                Column.number("days between"),
                Column.number("days since"));
        for (RepeatedPurchase purchase : purchases) {
            table.row(
                    CatalogueText.id(purchase.getProduct()),
                    grouped(purchase.getBought().getTimes()),
                    grouped(purchase.getBought().getUsualDays()),
                    grouped(purchase.getBought().getDaysAgo()));
        }
        return table.lines();
    }

    static List<String> lines(int window, GetOutcomeReportResponse report) {
        List<String> lines = new ArrayList<>();
        if (report.getByPersonalizationCount() == 0) {
            lines.add("No list was shown; RecordImpressions tells that one was.");
        } else {
            lines.add("Bought within " + window + (window == 1 ? " day" : " days") + " after it was shown:");
            lines.addAll(table("kind of list", report.getByPersonalizationList(), report));
            lines.add("");
            lines.addAll(table("strategy", report.getByStrategyList(), report));
        }
        lines.add(
                report.hasReadTime()
                        ? "Purchases are counted up to " + Printing.time(report.getReadTime(), "") + "."
                        : "No purchase is counted yet.");
        return lines;
    }

    private static List<String> table(String title, List<OutcomeRow> rows, GetOutcomeReportResponse report) {
        Table table = new Table(
                Column.text(title),
                Column.number("customers"),
                Column.number("lists"),
                Column.number("products"),
                Column.number("hits"),
                Column.number("hit rate"),
                Column.number("more than held out"));
        for (OutcomeRow row : rows) {
            table.row(
                    name(row),
                    grouped(row.getCustomers()),
                    grouped(row.getLists()),
                    grouped(row.getProducts()),
                    grouped(row.getHits()),
                    rate(row.getHitRatePpm(), row.getHalfWidthPpm(), row.getCustomers()),
                    gain(row, report));
        }
        return table.lines();
    }

    /** Nothing for lists that are compared with none. */
    private static String gain(OutcomeRow row, GetOutcomeReportResponse report) {
        return switch (row.getPersonalization()) {
            case PERSONALIZATION_HELD_OUT, PERSONALIZATION_HELD_OUT_NO_HISTORY, PERSONALIZATION_OBJECTED -> "";
            case PERSONALIZATION_NO_HISTORY -> gain(row, Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY, report);
            default -> gain(row, Personalization.PERSONALIZATION_HELD_OUT, report);
        };
    }

    private static String gain(OutcomeRow row, Personalization other, GetOutcomeReportResponse report) {
        long heldOut = report.getByPersonalizationList().stream()
                .filter(one -> one.getPersonalization() == other)
                .mapToLong(OutcomeRow::getCustomers)
                .sum();
        return rate(row.getGainPpm(), row.getGainHalfWidthPpm(), Math.min(row.getCustomers(), heldOut));
    }

    private static String name(OutcomeRow row) {
        return row.getPersonalization() == Personalization.PERSONALIZATION_UNSPECIFIED
                ? RecommendText.word(row.getStrategy())
                : Printing.word(row.getPersonalization(), "PERSONALIZATION_").replace('_', ' ');
    }

    /** A dash where too few customers say nothing of how they differ. */
    private static String rate(int ppm, int halfWidth, long customers) {
        return customers < 2 ? "–" : String.format(Locale.ROOT, "%.2f ± %.2f %%", ppm / 10_000.0, halfWidth / 10_000.0);
    }

    static List<String> lines(String program, Model model) {
        List<String> lines = new ArrayList<>();
        lines.add("Recommendations of the program " + program + " know " + grouped(model.getPurchases())
                + " purchases of " + grouped(model.getCustomers()) + " customers, and " + grouped(model.getProducts())
                + " products");
        lines.add("  read up to  " + Printing.time(model.getLastRecordTime(), "nothing yet"));
        lines.add("  digest      " + HexFormat.of().toHexDigits(model.getDigest()));
        lines.add(
                "  learnt      " + (model.getLearntDay().isEmpty() ? "nothing yet" : "up to " + model.getLearntDay()));
        lines.add("  any         " + judged(model.getAny()));
        lines.add("              " + weights(model.getAny()));
        lines.add("  only new    " + judged(model.getOnlyNew()));
        lines.add("              " + weights(model.getOnlyNew()));
        return lines;
    }

    private static String weights(Judgement judgement) {
        return judgement.getWeightsList().stream()
                .filter(weight -> weight.getWeight() > 0)
                .map(weight -> RecommendText.word(weight.getStrategy()) + " "
                        + String.format(Locale.ROOT, "%.2f", weight.getWeight()))
                .collect(Collectors.joining(", ", "the blend's weights: ", ""));
    }

    private static String judged(Judgement judgement) {
        String trial = judgement.getTrialCustomers() == 0
                ? "no trial yet"
                : String.format(
                        Locale.ROOT,
                        "on %,d customers blend %.4f, trees %.4f, gain %+.4f ± %.4f",
                        judgement.getTrialCustomers(),
                        judgement.getBlendNdcg(),
                        judgement.getTreesNdcg(),
                        judgement.getGain(),
                        judgement.getGainHalfWidth());
        return "ranked by " + (judgement.getByTrees() ? "trees" : "the blend") + "; " + trial;
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }
}
