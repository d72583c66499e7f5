package dev.giveback.feedback.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours of the customer's day in which nothing is sent; over midnight when the end is before the start.
 *
 * @param start the first minute that is quiet
 * @param end the first that is not any more; another than the start
 */
public record QuietHours(LocalTime start, LocalTime end) {
    /** Whether a time is quiet for somebody of this zone. */
    public boolean isQuiet(Instant time, ZoneId zone) {
        LocalTime local = time.atZone(zone).toLocalTime();
        return start.isBefore(end)
                ? !local.isBefore(start) && local.isBefore(end)
                : !local.isBefore(start) || local.isBefore(end);
    }

    /** The first time after this one that is not quiet; asked of a quiet time. */
    public Instant over(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        ZonedDateTime over = local.toLocalDate().atTime(end).atZone(zone);
        while (!over.toInstant().isAfter(time) || isQuiet(over.toInstant(), zone)) {
            // Once as a rule; again where a change of the clock moved the end into the quiet hours.
            over = over.toLocalDate().plusDays(1).atTime(end).atZone(zone);
        }
        return over.toInstant();
    }
}
