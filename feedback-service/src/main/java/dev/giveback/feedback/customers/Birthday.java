package dev.giveback.feedback.customers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Optional;

/** A customer's birthday: the day of the year. Who was born on 29 February has it on the 28th in other years. */
public record Birthday(MonthDay day) {
    private static final LocalTime HOUR = LocalTime.of(9, 0);
    private static final int YEAR = "YYYY".length();

    /** The birthday of a profile's {@code birth_date}; nothing when it tells none. */
    public static Optional<Birthday> of(String birthDate) {
        try {
            return birthDate.length() > YEAR
                    ? Optional.of(new Birthday(
                            birthDate.startsWith("--")
                                    ? MonthDay.parse(birthDate)
                                    : MonthDay.from(LocalDate.parse(birthDate))))
                    : Optional.empty();
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** The date of the next one, whose nine o'clock is still to come. */
    public LocalDate next(Instant now, ZoneId zone) {
        int year = now.atZone(zone).getYear();
        LocalDate date = day.atYear(year);
        return time(date, zone).isAfter(now) ? date : day.atYear(year + 1);
    }

    /** Nine o'clock of that day there. */
    public static Instant time(LocalDate date, ZoneId zone) {
        return date.atTime(HOUR).atZone(zone).toInstant();
    }
}
