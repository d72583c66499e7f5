package dev.giveback.loyalty.feed;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * How many read the feeds, and how patiently.
 *
 * @param maxTails that are open at once; more are refused
 * @param pageRows the most rows that one query takes, and that a tail holds
 * @param stallLimit the longest that a tail waits for a reader that takes nothing before it ends the stream, so that its place is free
 */
public record TailSettings(int maxTails, int pageRows, Duration stallLimit) {
    /** Reads {@code max-tails}, {@code page-rows} and {@code stall-limit} of {@code giveback.loyalty.feed}. */
    public static TailSettings from(Settings root) {
        Settings feed = root.at("giveback.loyalty.feed");
        return new TailSettings(
                feed.wholeNumber("max-tails", 1, 1_000),
                feed.wholeNumber("page-rows", 1, 10_000),
                feed.duration("stall-limit", Duration.ofMillis(100), Duration.ofHours(1)));
    }
}
