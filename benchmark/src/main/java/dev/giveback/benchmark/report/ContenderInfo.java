package dev.giveback.benchmark.report;

/**
 * One of the things that are measured in turn.
 *
 * @param id unique in the run
 * @param kind what it is compared as
 * @param description one line for people
 */
public record ContenderInfo(String id, Kind kind, String description) {
    /** What a contender is compared as. */
    public enum Kind {
        /** Checkouts, as many as it takes to keep some in flight. */
        CHECKOUT,
        /** Checkouts at a fixed rate. */
        CHECKOUT_AT_RATE,
        /** Empty calls through the same gateway. */
        ECHO,
        /** Reads of a customer. */
        GET,
        /** The hand-written checkout by statements. */
        SQL_STATEMENTS,
        /** The hand-written checkout inside a function. */
        SQL_FUNCTION,
        /** One row and its commit at a fixed rate. */
        COMMIT_AT_RATE,
        /** Checkouts with one coupon and points. */
        COUPON_CHECKOUT,
        /** The hand-written checkout with one coupon and points by statements. */
        SQL_COUPON_STATEMENTS,
        /** The hand-written checkout with one coupon and points inside a function. */
        SQL_COUPON_FUNCTION,
        /** Claims of the code of one campaign, each by another customer. */
        CLAIM,
        /** The hand-written counter of one campaign. */
        SQL_CLAIM_COUNTER,
        /** The same with the claim's own row. */
        SQL_CLAIM_ROW,
        /** Codes of one campaign, streamed to one client. */
        CODES,
        /** Empty calls through the same gateway, beside recommendations. */
        RECOMMEND_ECHO,
        /** Recommendations that stand ready. */
        RECOMMEND,
        /** Recommendations while customers buy. */
        RECOMMEND_LIVE,
        /** Recommendations with a basket, which are made anew each time. */
        RECOMMEND_BASKET,
        /** Recommendations at a fixed rate while customers buy. */
        RECOMMEND_AT_RATE,
        /** Purchases, until they count for recommendations. */
        RECOMMEND_FRESH,
        /** Rebuilds of what recommendations know. */
        RECOMMEND_REBUILD
    }
}
