package dev.giveback.feedback.reports;

/** What the rows of a report are made by. */
public enum ReportBy {
    /** Only the total. */
    TOTAL("(SELECT '' AS key)"),
    /** The Monday of the week in which the invitation was sent. */
    WEEK("(SELECT date_trunc('week', to_timestamp(c.ask_millis / 1000.0) AT TIME ZONE ?) AS key)"),
    /** Each campaign whose coupon the order used. */
    CAMPAIGN("unnest(CASE WHEN cardinality(c.campaigns) = 0 THEN ARRAY[''] ELSE c.campaigns END) AS key"),
    /** Each category of the order's lines. */
    CATEGORY("unnest(CASE WHEN cardinality(c.categories) = 0 THEN ARRAY[''] ELSE c.categories END) AS key"),
    /** The tier right after the order. */
    TIER("(SELECT c.tier_id AS key)");

    private final String keys;

    ReportBy(String keys) {
        this.keys = keys;
    }

    /** A row for each key of an invitation; with a question mark for the zone if {@link #takesZone}. */
    String keys() {
        return keys;
    }

    /** The key as callers see it. */
    String shown() {
        return this == WEEK ? "to_char(key, 'YYYY-MM-DD')" : "key";
    }

    boolean takesZone() {
        return this == WEEK;
    }
}
