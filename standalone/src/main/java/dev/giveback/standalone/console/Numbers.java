package dev.giveback.standalone.console;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
    private Numbers() {}

    /** A whole number in groups of three: 15,679,567. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Minor units of money as pounds and pence: 33,455.03. */
    public static String money(long minorUnits) {
        return String.format(
                Locale.ROOT,
                "%s%,d.%02d",
                minorUnits < 0 ? "-" : "",
                Math.abs(minorUnits / 100),
                Math.abs(minorUnits % 100));
    }

    /** Nanoseconds as milliseconds: 1.7 ms. */
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
