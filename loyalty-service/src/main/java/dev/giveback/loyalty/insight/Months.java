package dev.giveback.loyalty.insight;

import java.time.LocalDate;
import java.time.YearMonth;

/** Months as numbers that follow each other: year × 12 + month − 1. */
final class Months {
    private static final int MONTHS = 12;

    private Months() {}

    /** The month of a day since 1970-01-01. */
    static int ofDay(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return date.getYear() * MONTHS + date.getMonthValue() - 1;
    }

    static YearMonth yearMonth(int month) {
        return YearMonth.of(Math.floorDiv(month, MONTHS), Math.floorMod(month, MONTHS) + 1);
    }

    /** As people write it, 2026-01 say. */
    static String name(int month) {
        return yearMonth(month).toString();
    }
}
