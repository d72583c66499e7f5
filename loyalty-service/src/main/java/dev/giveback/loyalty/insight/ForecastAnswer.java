package dev.giveback.loyalty.insight;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.insight.v1.ExpiryPeriod;
import dev.giveback.insight.v1.ForecastPeriod;
import dev.giveback.insight.v1.GetExpiryForecastRequest;
import dev.giveback.insight.v1.GetExpiryForecastResponse;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * When points expire, by periods that follow each other.
 *
 * @param unit of the periods
 * @param count of periods
 * @param today in the program's zone
 */
record ForecastAnswer(Unit unit, int count, LocalDate today) {
    /** How long a period is, how many there are when none are asked for, and how many there may be. */
    enum Unit {
        DAY(30, 800),
        WEEK(13, 156),
        MONTH(12, 36);

        private final int usual;
        private final int most;

        Unit(int usual, int most) {
            this.usual = usual;
            this.most = most;
        }

        private LocalDate first(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        private LocalDate plus(LocalDate first, int periods) {
            return switch (this) {
                case DAY -> first.plusDays(periods);
                case WEEK -> first.plusWeeks(periods);
                case MONTH -> first.plusMonths(periods);
            };
        }
    }

    /** Reads what is asked for; it refuses more periods than there may be. */
    static ForecastAnswer asked(GetExpiryForecastRequest call, LocalDate today) {
        Unit unit = unit(call.getPeriod());
        if (call.getCount() > unit.most) {
            throw RefusalStatus.of(
                    Refusal.field("count", "must be at most " + unit.most + " with this length of a period"));
        }
        return new ForecastAnswer(unit, call.getCount() == 0 ? unit.usual : call.getCount(), today);
    }

    private static Unit unit(ForecastPeriod period) {
        return switch (period) {
            case FORECAST_PERIOD_DAY -> Unit.DAY;
            case FORECAST_PERIOD_WEEK -> Unit.WEEK;
            case FORECAST_PERIOD_MONTH, FORECAST_PERIOD_UNSPECIFIED, UNRECOGNIZED -> Unit.MONTH;
        };
    }

    GetExpiryForecastResponse of(Insights.Rows expiries, Worth worth, String zone) {
        LocalDate begin = unit.first(today);
        long end = unit.plus(begin, count).toEpochDay();
        GetExpiryForecastResponse.Builder answer = GetExpiryForecastResponse.newBuilder()
                .setTimeZone(zone)
                .setOverduePoints(points(expiries, Long.MIN_VALUE, today.toEpochDay()))
                .setLaterPoints(points(expiries, end, Lot.NEVER))
                .setLastingPoints(points(expiries, Lot.NEVER, Long.MAX_VALUE));
        for (int i = 0; i < count; i++) {
            LocalDate next = unit.plus(begin, i + 1);
            answer.addPeriods(period(expiries, worth, unit.plus(begin, i).toEpochDay(), next.toEpochDay()));
        }
        @Nullable RedemptionRules rate = worth.redemption();
        if (rate != null) {
            answer.setRatePoints(rate.points()).setRateValue(worth.money(rate.valueMinor()));
        }
        if (expiries.asOfMillis() != 0) {
            answer.setAsOfTime(Timestamps.fromMillis(expiries.asOfMillis()));
        }
        return answer.build();
    }

    private ExpiryPeriod period(Insights.Rows expiries, Worth worth, long from, long end) {
        // What expired before today, in the period of today, is overdue.
        long points = points(expiries, Math.max(from, today.toEpochDay()), end);
        ExpiryPeriod.Builder period = ExpiryPeriod.newBuilder()
                .setStartDate(Dates.of(from))
                .setEndDate(Dates.of(end - 1))
                .setPoints(points);
        @Nullable Money value = worth.ofPoints(points);
        if (value != null) {
            period.setValue(value);
        }
        return period.build();
    }

    private static long points(Insights.Rows expiries, long from, long end) {
        return expiries.rows().stream()
                .filter(row -> row.key() >= from && row.key() < end)
                .mapToLong(row -> row.value(0))
                .sum();
    }
}
