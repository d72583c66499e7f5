package dev.giveback.loyalty.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What one group of events adds to the figures of programs. It grows event by event and never leaves its group. */
final class Sums {
    /** What is counted by day; each is the column of its name. */
    enum Daily {
        EARNED,
        SPENT,
        EXPIRED,
        TAKEN_BACK,
        RESTORED,
        ADJUSTED,
        TRANSFERRED,
        ORDER_COUNT,
        ORDER_MINOR,
        REFUND_COUNT,
        REFUND_MINOR,
        ACTIVE_CUSTOMERS,
        NEW_CUSTOMERS;

        private final String column = name().toLowerCase(Locale.ROOT);
    }

    /** What becomes of points; each is the column of its name. */
    enum Fate {
        ISSUED,
        REDEEMED,
        EXPIRED,
        TAKEN_BACK,
        MOVED;

        private final String column = name().toLowerCase(Locale.ROOT);
    }

    private static final String DAY = "day";
    private static final String MONTH = "month";

    private final SumTable days = new SumTable(
            "insight_day",
            List.of(DAY),
            Arrays.stream(Daily.values()).map(each -> each.column).toList());
    private final SumTable months = new SumTable("insight_month", List.of(MONTH), List.of("active_customers"));
    private final SumTable cohorts = new SumTable("insight_cohort", List.of("cohort", MONTH), List.of("customers"));
    private final SumTable issues = new SumTable(
            "insight_issue",
            List.of(MONTH),
            Arrays.stream(Fate.values()).map(each -> each.column).toList());
    private final SumTable expiries = new SumTable("insight_expiry", List.of(DAY), List.of("points"));

    void day(String program, int day, Daily what, long more) {
        days.add(what.column, more, program, day);
    }

    void activeInMonth(String program, int month) {
        months.add("active_customers", 1, program, month);
    }

    void cohort(String program, int cohort, int month, long more) {
        cohorts.add("customers", more, program, cohort, month);
    }

    void fate(String program, int month, Fate what, long more) {
        issues.add(what.column, more, program, month);
    }

    void expiring(String program, int day, long more) {
        expiries.add("points", more, program, day);
    }

    void flush(Connection connection) throws SQLException {
        for (SumTable table : List.of(days, months, cohorts, issues, expiries)) {
            table.flush(connection);
        }
    }
}
