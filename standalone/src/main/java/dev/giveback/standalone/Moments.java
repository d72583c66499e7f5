package dev.giveback.standalone;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.v1.HindsightMoment;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.standalone.console.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moments as they are typed: all times are in UTC unless they say otherwise. */
final class Moments {
    static final String NOW = "now";

    private static final String EXPECTED =
            "a date, 2011-11-06, which is 00:00 UTC of that day, or a time, 2011-11-06T10:15:30Z, or now";

    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(),
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));

    private Moments() {}

    /** A time; the unset one stands for now. */
    static Timestamp time(String name, String text) {
        if (text.equals(NOW)) {
            return Timestamp.getDefaultInstance();
        }
        for (Function<String, Instant> form : FORMS) {
            Instant time = parsed(form, text);
            if (time != null) {
                Timestamp timestamp = Timestamp.newBuilder()
                        .setSeconds(time.getEpochSecond())
                        .setNanos(time.getNano())
                        .build();
                if (Timestamps.isValid(timestamp)) {
                    return timestamp;
                }
            }
        }
        throw Problem.usage(name + ": \"" + text + "\" (expected: " + EXPECTED + ")");
    }

    private static @Nullable Instant parsed(Function<String, Instant> form, String text) {
        try {
            return form.apply(text);
        } catch (DateTimeException another) {
            return null;
        }
    }

    /**
     * A time, as everybody knew it then or as known at another time.
     *
     * @param known empty for what was known at the time itself
     */
    static Moment at(String time, String known) {
        Timestamp about = time("--time", time);
        boolean isNow = time.equals(NOW);
        if (known.isEmpty()) {
            return isNow
                    ? Moment.getDefaultInstance()
                    : Moment.newBuilder().setTime(about).build();
        }
        if (isNow) {
            throw Problem.usage("--known-at: \"" + known + "\" (expected: together with a --time other than now)");
        }
        HindsightMoment.Builder hindsight = HindsightMoment.newBuilder().setEffectiveTime(about);
        Timestamp knowing = time("--known-at", known);
        if (!known.equals(NOW)) {
            hindsight.setKnownTime(knowing);
        }
        return Moment.newBuilder().setHindsight(hindsight).build();
    }

    /** A number of an event, a time, or TIME@KNOWN. */
    static Moment any(String name, String text) {
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Moment.newBuilder().setSequenceNumber(Long.parseLong(text)).build();
        }
        String[] parts = text.split("@", -1);
        if (parts.length > 2 || (parts.length == 2 && (parts[1].isEmpty() || parts[0].equals(NOW)))) {
            throw Problem.usage(name + ": \"" + text
                    + "\" (expected: the number of an event, a time, or TIME@KNOWN for a time as known at another)");
        }
        time(name, parts[0]);
        return at(parts[0], parts.length == 2 ? parts[1] : "");
    }
}
