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
        /** The same straight at the service. */
        CHECKOUT_DIRECT,
        /** Checkouts at half of the round's best rate. */
        CHECKOUT_AT_RATE,
        /** Checkouts at a rate that the options name. */
        CHECKOUT_FIXED_RATE,
        /** The same straight at the service. */
        CHECKOUT_DIRECT_FIXED_RATE,
        /** Rows of the journal as checkouts write them, in batches, by one statement each: the limit. */
        JOURNAL_ROWS,
        /** Checkouts in two steps, reserved and confirmed. */
        RESERVE_CONFIRM,
        /** The same straight at the service. */
        RESERVE_CONFIRM_DIRECT,
        /** The same at a rate that the options name. */
        RESERVE_CONFIRM_FIXED_RATE,
        /** The same at such a rate straight at the service. */
        RESERVE_CONFIRM_DIRECT_FIXED_RATE,
        /** The hand-written checkout in two steps. */
        SQL_RESERVE_CONFIRM,
        /** Refunds of a part of an order. */
        REFUND,
        /** The same straight at the service. */
        REFUND_DIRECT,
        /** The same at a rate that the options name. */
        REFUND_FIXED_RATE,
        /** The same at such a rate straight at the service. */
        REFUND_DIRECT_FIXED_RATE,
        /** The hand-written refund. */
        SQL_REFUND,
        /** Empty calls through the same gateway. */
        ECHO,
        /** The same straight at the service. */
        ECHO_DIRECT,
        /** Empty calls by a load generator of others. */
        H2LOAD_ECHO,
        /** Reads of a customer. */
        GET,
        /** The same straight at the service. */
        GET_DIRECT,
        /** Reads of a customer by a load generator of others. */
        H2LOAD_GET,
        /** Quotes of a checkout. */
        QUOTE,
        /** The same straight at the service. */
        QUOTE_DIRECT,
        /** A row by its primary key. */
        SQL_SELECT,
        /** Reads of customers with checkouts among them, some customers far more often than others. */
        MIXED,
        /** The same straight at the service. */
        MIXED_DIRECT,
        /** The same by hand-written SQL. */
        SQL_MIXED,
        /** Checkouts of one customer. */
        HOT_CUSTOMER,
        /** The same straight at the service. */
        HOT_CUSTOMER_DIRECT,
        /** The hand-written checkout of one customer. */
        SQL_HOT_CUSTOMER,
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
