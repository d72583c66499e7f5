package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.feedback.v1.Figure;
import dev.giveback.feedback.v1.GetSurveyReportResponse;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.ReportRow;
import dev.giveback.feedback.v1.Share;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A survey's report for people. Beside every figure stands of how many it is. */
final class SurveyReportText {
    private SurveyReportText() {}

    /**
     * The lines.
     *
     * @param by what the rows are grouped by, in a word
     */
    static List<String> lines(String survey, String by, GetSurveyReportResponse report) {
        String score = score(report.getScoreKind());
        List<String> lines = new ArrayList<>();
        lines.add(survey);
        lines.add("");
        ReportRow total = report.getTotal();
        lines.add("  asked     " + grouped(total.getInvited()));
        lines.add("  answered  "
                + grouped(total.getAnswered())
                + ", "
                + share(total.getResponseRate(), "nobody was asked yet"));
        if (total.hasScore()) {
            lines.add(String.format(Locale.ROOT, "  %-9s %s", score, figure(total.getScore())));
            lines.add("  mean      " + figure(total.getMean()));
            lines.add("  scores    " + counts(total, report.getScoreKind()));
        }
        report.getChoicesList()
                .forEach(choice -> lines.add("  " + choice.getQuestionId() + "  " + choice.getChoiceId() + ": "
                        + grouped(choice.getCount())));
        if (report.getRowsCount() > 0) {
            lines.add("");
            lines.addAll(rows(by, score, report.getRowsList()));
        }
        return lines;
    }

    private static List<String> rows(String by, String score, List<ReportRow> rows) {
        Table table = new Table(
                Column.text(by),
                Column.number("asked"),
                Column.number("answered"),
                Column.text("response rate"),
                Column.text(score));
        rows.forEach(row -> table.row(
                row.getKey().isEmpty() ? "none" : row.getKey(),
                grouped(row.getInvited()),
                grouped(row.getAnswered()),
                share(row.getResponseRate(), "nobody asked"),
                row.hasScore() ? figure(row.getScore()) : ""));
        return table.lines();
    }

    private static String score(QuestionKind kind) {
        return kind == QuestionKind.QUESTION_KIND_UNSPECIFIED
                ? "score"
                : kind.name().substring("QUESTION_KIND_".length());
    }

    private static String counts(ReportRow row, QuestionKind kind) {
        int least = kind == QuestionKind.QUESTION_KIND_NPS ? 0 : 1;
        List<String> counts = new ArrayList<>();
        for (int index = 0; index < row.getScoreCountsCount(); index++) {
            counts.add(least + index + ": " + grouped(row.getScoreCounts(index)));
        }
        return String.join(", ", counts);
    }

    /** A share as percent with its interval, or what is told where there is nobody to be a share of. */
    static String share(Share share, String nobody) {
        return share.getN() == 0
                ? nobody
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (%.1f to %.1f, of %,d)",
                        share.getValue() * 100,
                        share.getLow() * 100,
                        share.getHigh() * 100,
                        share.getN());
    }

    private static String figure(Figure figure) {
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f to %.1f, of %,d)",
                figure.getValue(),
                figure.getLow(),
                figure.getHigh(),
                figure.getN());
    }
}
