package dev.giveback.loyalty.history;

import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts and times as people read them. */
final class Texts {
    private Texts() {}

    /** 1 point, 1,250 points. */
    static String points(long points) {
        return counted(points, "point");
    }

    /** 1 point was, 1,250 points were. */
    static String were(long number, String what) {
        return counted(number, what) + (number == 1 ? " was" : " were");
    }

    /** 1 line, 3 lines. */
    static String counted(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** GBP 12.50. */
    static String money(long minor, Currency currency) {
        return currency.getCurrencyCode() + " "
                + BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()))
                        .toPlainString();
    }

    /** To the second, or the millisecond if there are any, in UTC: 2026-11-26T20:15:00Z. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** ", expires …", or nothing for never. */
    static String expiring(@Nullable Instant expires) {
        return expires == null ? "" : ", expires " + time(expires);
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
