package dev.giveback.benchmark.sql;

/** What pgbench does in one transaction. */
public enum SqlVariant {
    /** The checkout by six statements from BEGIN to COMMIT, each a round trip: what an application's code does. */
    STATEMENTS,
    /** The same checkout inside one PL/pgSQL function: one round trip, as little as SQL can do it with. */
    FUNCTION,
    /** The checkout in two transactions: the order is reserved, and then confirmed. */
    RESERVE_CONFIRM,
    /** A refund of one piece of an order. */
    REFUND,
    /** One row by its primary key. */
    SELECT,
    /** Three of those to one checkout by statements, some customers far more often than others. */
    MIXED,
    /** The checkout by statements, always of the same customer. */
    HOT_CUSTOMER,
    /** One row and its commit: what durability alone costs. */
    COMMIT,
    /** The checkout with one coupon and points by eight statements from BEGIN to COMMIT. */
    COUPON_STATEMENTS,
    /** The same inside one PL/pgSQL function. */
    COUPON_FUNCTION,
    /** A claim as one more on a campaign's counter. */
    CLAIM_COUNTER,
    /** The same with the claim's own row. */
    CLAIM_ROW;

    /** Whether each transaction uses a coupon up. */
    boolean usesCoupons() {
        return this == COUPON_STATEMENTS || this == COUPON_FUNCTION;
    }
}
