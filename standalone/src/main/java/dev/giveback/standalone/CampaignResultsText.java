package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.standalone.audit.Agreement;
import dev.giveback.standalone.audit.CampaignFigures;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import dev.giveback.standalone.replay.ReplayReport.CampaignResult;
import java.util.ArrayList;
import java.util.List;

/** What the campaigns of a replay gave, for people. */
final class CampaignResultsText {
    private CampaignResultsText() {}

    static List<String> lines(List<CampaignResult> results) {
        Table table = new Table(
                Column.text("campaign"),
                Column.number("asked"),
                Column.number("refused"),
                Column.number("given"),
                Column.number("redeemed"),
                Column.number("held"),
                Column.number("returned"),
                Column.number("discount"),
                Column.number("left"));
        List<String> refusals = new ArrayList<>();
        for (CampaignResult result : results) {
            table.row(
                    result.campaign(),
                    grouped(result.asked()),
                    grouped(result.refused().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()),
                    grouped(result.claimed()),
                    grouped(result.redeemed()),
                    grouped(result.held()),
                    grouped(result.returned()),
                    Numbers.money(result.discountMinor()),
                    result.limit() == 0
                            ? "no limit"
                            : grouped(result.limit() - result.taken()) + " of " + grouped(result.limit()));
            result.refused()
                    .forEach((reason, count) ->
                            refusals.add("  " + result.campaign() + " refused " + grouped(count) + ": " + reason));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(refusals);
        return lines;
    }

    /** What each campaign had to come to, and has. */
    static List<String> check(List<Agreement.CampaignLine> campaigns) {
        Table table = new Table(Column.text(""), Column.number("redeemed"), Column.number("discount"));
        for (Agreement.CampaignLine line : campaigns) {
            row(table, line.campaign() + ", independent sum", line.expected());
            row(table, line.campaign() + ", service", line.actual());
        }
        return table.lines();
    }

    private static void row(Table table, String name, CampaignFigures figures) {
        table.row(name, grouped(figures.redeemed()), Numbers.money(figures.discountMinor()));
    }
}
