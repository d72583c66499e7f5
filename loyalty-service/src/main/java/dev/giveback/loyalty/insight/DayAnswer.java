package dev.giveback.loyalty.insight;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.insight.v1.DayFigures;
import dev.giveback.insight.v1.GetDailyFiguresRequest;
import dev.giveback.insight.v1.GetDailyFiguresResponse;
import dev.giveback.insight.v1.MonthActivity;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.insight.Sums.Daily;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures by day as callers see them: every day of the range has a row. */
final class DayAnswer {
    private static final int MAX_DAYS = 800;
    private static final int DEFAULT_DAYS = 30;
    private static final List<Long> NOTHING = Collections.nCopies(Daily.values().length, 0L);

    private final Worth worth;
    private long outstanding;

    private DayAnswer(Worth worth, long outstandingBefore) {
        this.worth = worth;
        this.outstanding = outstandingBefore;
    }

    /** Which days are meant: those that were asked for, or the last 30 up to today, or up to the latest ones when those have none. */
    static Insights.Range range(GetDailyFiguresRequest call, int today, Insights.Bounds bounds) {
        int to = call.hasEndDate() ? Dates.day(call.getEndDate(), "end_date") : latest(today, bounds.last());
        int from = call.hasStartDate() ? Dates.day(call.getStartDate(), "start_date") : to - DEFAULT_DAYS + 1;
        if (from > to || to - from >= MAX_DAYS) {
            throw RefusalStatus.of(
                    Refusal.field("start_date", "must not lie after end_date, nor 800 days or more before it"));
        }
        return new Insights.Range(from, to);
    }

    private static int latest(int today, @Nullable Integer last) {
        return last == null || last > today - DEFAULT_DAYS ? today : last;
    }

    static GetDailyFiguresResponse of(Insights.Days days, Worth worth, String zone) {
        GetDailyFiguresResponse.Builder answer =
                GetDailyFiguresResponse.newBuilder().setTimeZone(zone);
        Map<Integer, Insights.Row> byDay =
                days.days().stream().collect(Collectors.toMap(Insights.Row::key, Function.identity()));
        DayAnswer running = new DayAnswer(worth, days.outstandingBefore());
        for (int day = days.range().from(); day <= days.range().to(); day++) {
            answer.addDays(running.figures(day, byDay.getOrDefault(day, new Insights.Row(day, NOTHING))));
        }
        addMonths(answer, days);
        Integer last = days.bounds().last();
        if (last != null) {
            answer.setFirstDate(Dates.of(days.bounds().first())).setLastDate(Dates.of(last));
        }
        if (days.asOfMillis() != 0) {
            answer.setAsOfTime(Timestamps.fromMillis(days.asOfMillis()));
        }
        return answer.build();
    }

    private static void addMonths(GetDailyFiguresResponse.Builder answer, Insights.Days days) {
        Map<Integer, Insights.Row> byMonth =
                days.months().stream().collect(Collectors.toMap(Insights.Row::key, Function.identity()));
        int last = Months.ofDay(days.range().to());
        for (int month = Months.ofDay(days.range().from()); month <= last; month++) {
            Insights.Row row = byMonth.get(month);
            answer.addMonths(MonthActivity.newBuilder()
                    .setMonth(Months.name(month))
                    .setActiveCustomers(row == null ? 0 : row.value(0)));
        }
    }

    private DayFigures figures(int day, Insights.Row row) {
        long earned = value(row, Daily.EARNED);
        long spent = value(row, Daily.SPENT);
        long expired = value(row, Daily.EXPIRED);
        long takenBack = value(row, Daily.TAKEN_BACK);
        long restored = value(row, Daily.RESTORED);
        long adjusted = value(row, Daily.ADJUSTED);
        long transferred = value(row, Daily.TRANSFERRED);
        outstanding += earned - spent - expired - takenBack + restored + adjusted + transferred;
        DayFigures.Builder figures = DayFigures.newBuilder()
                .setDate(Dates.of(day))
                .setPointsIssued(earned)
                .setPointsRedeemed(spent)
                .setPointsExpired(expired)
                .setPointsTakenBack(takenBack)
                .setPointsRestored(restored)
                .setPointsAdjusted(adjusted)
                .setPointsTransferred(transferred)
                .setOutstanding(outstanding)
                .setOrderCount(value(row, Daily.ORDER_COUNT))
                .setSpent(worth.money(value(row, Daily.ORDER_MINOR)))
                .setRefundCount(value(row, Daily.REFUND_COUNT))
                .setRefunded(worth.money(value(row, Daily.REFUND_MINOR)))
                .setActiveCustomers(value(row, Daily.ACTIVE_CUSTOMERS))
                .setNewCustomers(value(row, Daily.NEW_CUSTOMERS));
        @Nullable Money value = worth.ofPoints(outstanding);
        if (value != null) {
            figures.setOutstandingValue(value);
        }
        return figures.build();
    }

    /** The columns come in the order in which they are declared. */
    private static long value(Insights.Row row, Daily what) {
        return row.value(List.of(Daily.values()).indexOf(what));
    }
}
