package dev.giveback.standalone;

import dev.giveback.loyalty.v1.Liability;
import dev.giveback.loyalty.v1.LiabilityCohort;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** A report on liability, for people. */
final class LiabilityText {
    private LiabilityText() {}

    static List<String> of(Liability liability) {
        List<String> lines = new ArrayList<>();
        lines.add(liability.getProgram() + " at " + Printing.time(liability.getTime(), "") + known(liability)
                + ": " + Numbers.grouped(liability.getCustomerCount()) + " customers, "
                + Numbers.grouped(liability.getEventCount()) + " events");
        lines.add("");
        summary(liability).lines().forEach(lines::add);
        lines.add("");
        if (liability.getCohortsCount() == 0) {
            lines.add("No points were earned yet.");
            return lines;
        }
        cohorts(liability).lines().forEach(lines::add);
        lines.add("");
        lines.add(observed(liability));
        if (!liability.hasFullLiability()) {
            lines.add("The program has no redemption rate, so nobody can say what its points are worth in money.");
        }
        lines.add(
                "What is expected to expire is an estimate from older months; BreakageAge in liability.proto says how.");
        return lines;
    }

    private static String known(Liability liability) {
        return liability.getKnownTime().equals(liability.getTime())
                ? ""
                : ", as known at " + Printing.time(liability.getKnownTime(), "");
    }

    private static Table summary(Liability liability) {
        Table table = new Table(Column.text(""), Column.number("points"), Column.text("worth"));
        String full = liability.hasFullLiability() ? Printing.money(liability.getFullLiability()) : "no rate";
        String expected =
                liability.hasExpectedLiability() ? Printing.money(liability.getExpectedLiability()) : "no rate";
        long points = liability.getOutstanding() + liability.getInTransit();
        table.row("outstanding", Numbers.grouped(liability.getOutstanding()), "");
        table.row("in transit between customers", Numbers.grouped(liability.getInTransit()), "");
        table.row("full liability", Numbers.grouped(points), full);
        table.row("expected to expire (estimate)", Numbers.grouped(liability.getExpectedBreakage()), "");
        table.row("expected liability (estimate)", Numbers.grouped(points - liability.getExpectedBreakage()), expected);
        return table;
    }

    private static Table cohorts(Liability liability) {
        Table table = new Table(
                Column.text("earned in"),
                Column.number("points"),
                Column.number("redeemed"),
                Column.number("expired"),
                Column.number("taken back"),
                Column.number("open"),
                Column.number("breakage"),
                Column.number("will expire"));
        for (LiabilityCohort cohort : liability.getCohortsList()) {
            table.row(
                    cohort.getMonth(),
                    Numbers.grouped(cohort.getEarned()),
                    Numbers.grouped(cohort.getRedeemed()),
                    Numbers.grouped(cohort.getExpired()),
                    Numbers.grouped(cohort.getTakenBack()),
                    Numbers.grouped(cohort.getOpen()),
                    Printing.percent(cohort.getBreakageBasisPoints()),
                    Numbers.grouped(cohort.getExpectedBreakage()));
        }
        return table;
    }

    private static String observed(Liability liability) {
        return liability.getRunOffEarned() == 0
                ? "No month is over with all its points yet, so there is no observed breakage."
                : "Observed breakage: " + Printing.percent(liability.getObservedBreakageBasisPoints()) + " ("
                        + Numbers.grouped(liability.getRunOffExpired()) + " of "
                        + Numbers.grouped(liability.getRunOffEarned())
                        + " points of the months that have none left open).";
    }
}
