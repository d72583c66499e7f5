package dev.giveback.recommendation.explain;

/** Days in words: up to 13 as days, up to 59 as weeks, up to 729 as months, more as years, each rounded to the nearest. */
final class Spans {
    private static final int WEEK = 7;
    private static final double MONTH = 365.25 / 12;
    private static final double YEAR = 365.25;

    private Spans() {}

    /** {@code today}, {@code yesterday}, {@code 3 weeks ago}. */
    static String ago(int days) {
        return switch (days) {
            case 0 -> "today";
            case 1 -> "yesterday";
            default -> span(days) + " ago";
        };
    }

    /** {@code every day}, {@code every 5 weeks}. */
    static String every(int days) {
        return days == 1 ? "every day" : "every " + span(days);
    }

    /** {@code a day apart}, {@code 5 weeks apart}. */
    static String apart(int days) {
        return (days == 1 ? "a day" : span(days)) + " apart";
    }

    private static String span(int days) {
        if (days < 2 * WEEK) {
            return days + " days";
        }
        if (days < 60) {
            return Math.round(days / (double) WEEK) + " weeks";
        }
        return days < 730 ? Math.round(days / MONTH) + " months" : Math.round(days / YEAR) + " years";
    }
}
