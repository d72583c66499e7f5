package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import dev.giveback.coupon.v1.ComparedGroup;
import dev.giveback.coupon.v1.ConfidenceInterval;
import dev.giveback.coupon.v1.GroupComparison;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Those who were given something beside those who were held out, for people. */
final class ComparisonText {
    private ComparisonText() {}

    static List<String> lines(GroupComparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("Who ordered again within " + comparison.getReturnDays() + " days, as of "
                + Printing.time(comparison.getReadTime(), "never"));
        Table table = new Table(
                Column.text(""),
                Column.number("customers"),
                Column.number("returned"),
                Column.number("rate"),
                Column.number("orders"),
                Column.number("spent"),
                Column.number("days over"));
        row(table, "given", comparison.getGiven());
        row(table, "held out", comparison.getHeldOut());
        lines.addAll(table.lines());
        if (comparison.hasReturnRateDifference()) {
            lines.add("  given less held out: "
                    + interval(comparison.getReturnRateDifference(), 100, "percentage points"));
        }
        if (comparison.hasMeanSpentDifference()) {
            lines.add("  spent by each: " + interval(comparison.getMeanSpentDifference(), 0.01, "more"));
        }
        return lines;
    }

    private static void row(Table table, String name, ComparedGroup group) {
        table.row(
                name,
                grouped(group.getCustomers()),
                grouped(group.getReturned()),
                String.format(Locale.ROOT, "%.1f %%", group.getReturnRate() * 100),
                grouped(group.getOrders()),
                Printing.money(group.getSpent()),
                grouped(group.getComplete()));
    }

    private static String interval(ConfidenceInterval interval, double factor, String unit) {
        return String.format(
                Locale.ROOT,
                "%+.2f %s, with 95 %% confidence between %+.2f and %+.2f",
                interval.getEstimate() * factor,
                unit,
                interval.getLower() * factor,
                interval.getUpper() * factor);
    }
}
