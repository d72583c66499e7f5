package dev.giveback.benchmark.report;

import org.jspecify.annotations.Nullable;

/**
 * Two figures of the same run, divided round by round.
 *
 * @param what the two figures, in words
 * @param value null when one of the two was not measured
 * @param aim what is aimed at, in words; empty when nothing is
 * @param reached whether the median meets the aim; null without an aim or a value
 */
public record Ratio(
        String what,
        @Nullable Spread value,
        String aim,
        @Nullable Boolean reached) {
    static Ratio atLeast(String what, @Nullable Spread value, double aim, String words) {
        return new Ratio(what, value, words, value == null ? null : value.median() >= aim);
    }

    static Ratio atMost(String what, @Nullable Spread value, double aim, String words) {
        return new Ratio(what, value, words, value == null ? null : value.median() <= aim);
    }

    static Ratio told(String what, @Nullable Spread value) {
        return new Ratio(what, value, "", null);
    }
}
