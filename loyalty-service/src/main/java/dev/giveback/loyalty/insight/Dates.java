package dev.giveback.loyalty.insight;

import com.google.type.Date;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;

/** Days in the contract and here. */
final class Dates {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Dates() {}

    static Date of(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return Date.newBuilder()
                .setYear(date.getYear())
                .setMonth(date.getMonthValue())
                .setDay(date.getDayOfMonth())
                .build();
    }

    /** Days since 1970-01-01; it refuses what is no day. */
    static int day(Date date, String field) {
        if (date.getYear() < FIRST_YEAR
                || date.getYear() > LAST_YEAR
                || !ChronoField.MONTH_OF_YEAR.range().isValidValue(date.getMonth())
                || !YearMonth.of(date.getYear(), date.getMonth()).isValidDay(date.getDay())) {
            throw RefusalStatus.of(Refusal.field(field, "must be a day from 1970-01-01 to 9999-12-31"));
        }
        return Math.toIntExact(
                LocalDate.of(date.getYear(), date.getMonth(), date.getDay()).toEpochDay());
    }
}
