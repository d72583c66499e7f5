package dev.giveback.standalone.replay;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * How fast the shop's time goes by.
 *
 * @param factor so many times faster than it did; 0 is as fast as answers come
 */
public record Speed(double factor) {
    /** As fast as answers come. */
    public static final Speed MAX = new Speed(0);

    /** Checks the factor. */
    public Speed {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor: " + factor + " (expected: >= 0)");
        }
    }

    /**
     * Reads {@code max} or {@code x100}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Speed parse(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        try {
            double factor = text.startsWith("x") ? Double.parseDouble(text.substring(1)) : Double.NaN;
            if (factor > 0 && Double.isFinite(factor)) {
                return new Speed(factor);
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(expected(text), notANumber);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static String expected(String text) {
        return "speed: " + text + " (expected: max, or x and a number above 0 such as x100)";
    }

    /** How long after the first invoice one of this time is sent. */
    Duration after(LocalDateTime first, LocalDateTime time) {
        return factor == 0
                ? Duration.ZERO
                : Duration.ofNanos((long) (Duration.between(first, time).toNanos() / factor));
    }
}
