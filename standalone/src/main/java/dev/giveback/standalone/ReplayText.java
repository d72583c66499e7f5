package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.standalone.audit.Agreement;
import dev.giveback.standalone.audit.CustomerFigures;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import dev.giveback.standalone.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A replay's report for people. */
final class ReplayText {
    private ReplayText() {}

    static List<String> lines(ReplayReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Replayed " + grouped(report.invoices()) + " invoices into the program " + report.program() + ": "
                + grouped(report.saleInvoices()) + " sales, " + grouped(report.returnInvoices()) + " returns");
        lines.add(returns(report.refundLines()));
        lines.add(rate(report));
        lines.add(refused(report));
        lines.add(catalogue(report.catalogue()));
        lines.add("  points      " + grouped(report.pointsEarned()) + " earned, " + grouped(report.pointsTakenBack())
                + " taken back" + spent(report) + "; balance " + grouped(report.balance()) + " after "
                + grouped(report.changes())
                + " changes of these customers");
        if (!report.campaigns().isEmpty()) {
            lines.add("");
            lines.addAll(CampaignResultsText.lines(report.campaigns()));
        }
        report.surveys().forEach(survey -> lines.addAll(survey(survey)));
        lines.add("");
        lines.addAll(check(report.check()));
        return lines;
    }

    private static List<String> survey(ReplayReport.SurveyResult survey) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Asked " + grouped(survey.invited()) + " customers by the survey " + survey.survey() + ", after "
                + grouped(survey.sales()) + " sales; the answers are SIMULATED");
        survey.notInvited()
                .forEach((reason, count) -> lines.add("  not asked   " + grouped(count) + " "
                        + reason.toLowerCase(Locale.ROOT).replace('_', ' ')));
        lines.add(String.format(
                Locale.ROOT,
                "  answered    %,d; net promoter score %.1f (95 %%: %.1f to %.1f)",
                survey.answered(),
                survey.score(),
                survey.low(),
                survey.high()));
        lines.add(String.format(
                Locale.ROOT,
                "  %s of what was handed in: %,d answers, net promoter score %.1f",
                survey.agrees() ? "agrees with the sum" : "DOES NOT AGREE with the sum",
                survey.given().stream().mapToLong(Long::longValue).sum(),
                survey.expectedScore()));
        return lines;
    }

    private static String spent(ReplayReport report) {
        return report.campaigns().isEmpty() ? "" : ", " + grouped(report.pointsSpent()) + " spent";
    }

    private static String returns(ReplayReport.RefundLines lines) {
        return "  returns     " + grouped(lines.matched()) + " of " + grouped(lines.lines())
                + " lines matched to earlier purchases; not matched in full: " + grouped(lines.neverBought())
                + " never bought before, " + grouped(lines.moreThanBought()) + " more than bought ("
                + grouped(lines.unmatchedQuantity()) + " pieces, GBP " + Numbers.money(lines.unmatchedValueMinor())
                + ")";
    }

    private static String rate(ReplayReport report) {
        return String.format(
                Locale.ROOT,
                "  calls       %,d in %.1f s, %,.0f a second; p50 %.1f ms, p99 %.1f ms, slowest %.1f ms; %,d repeated",
                report.calls(),
                report.seconds(),
                report.callsPerSecond(),
                report.latency().p50Millis(),
                report.latency().p99Millis(),
                report.latency().maxMillis(),
                report.retries());
    }

    private static String catalogue(ReplayReport.Catalogue catalogue) {
        if (catalogue.file().isEmpty()) {
            return "  catalogue   " + (catalogue.isLeftOut() ? "left out" : "none: the data have no products.csv");
        }
        return "  catalogue   " + grouped(catalogue.products()) + " products of " + catalogue.file() + ", "
                + grouped(catalogue.added()) + " of them new, " + grouped(catalogue.changed()) + " changed";
    }

    private static String refused(ReplayReport report) {
        if (report.refused().isEmpty()) {
            return "  refused     none";
        }
        List<String> reasons = new ArrayList<>();
        report.refused().forEach((reason, count) -> reasons.add(grouped(count) + " " + reason));
        return "  refused     " + String.join(", ", reasons);
    }

    private static List<String> check(Agreement check) {
        List<String> lines = new ArrayList<>();
        lines.add((check.agrees() ? "CHECK passed: " : "CHECK FAILED: ") + check.verdict());
        Table table = table("");
        row(table, "independent sum", check.expected());
        row(table, "service", check.actual());
        lines.addAll(table.lines());
        if (!check.campaigns().isEmpty()) {
            lines.addAll(CampaignResultsText.check(check.campaigns()));
        }
        lines.addAll(check.findings());
        if (!check.differences().isEmpty()) {
            lines.add(grouped(check.differing()) + " customers differ; the first "
                    + check.differences().size() + ":");
            lines.addAll(differences(check));
        }
        return lines;
    }

    private static List<String> differences(Agreement check) {
        Table table = table("customer");
        for (Agreement.Difference difference : check.differences()) {
            row(table, difference.customer() + " independent sum", difference.expected());
            row(table, difference.customer() + " service", difference.actual());
        }
        return table.lines();
    }

    private static Table table(String first) {
        return new Table(
                Column.text(first),
                Column.number("orders"),
                Column.number("earned"),
                Column.number("taken back"),
                Column.number("spent"),
                Column.number("balance"));
    }

    private static void row(Table table, String name, CustomerFigures figures) {
        table.row(
                name,
                grouped(figures.orders()),
                grouped(figures.earned()),
                grouped(figures.takenBack()),
                grouped(figures.spent()),
                grouped(figures.balance()));
    }
}
