package dev.giveback.loyalty.domain;

import java.time.Instant;

/** The limits that bound a customer's account; each is stated in the published contract too. */
public final class Limits {
    /** Points that one account can hold, and money in minor units that one order can come to. */
    public static final long MAX_BALANCE = 1_000_000_000_000_000L;
    /** Points that one account can be given over its whole life: by orders and activities together, by hand, and by others. */
    public static final long MAX_LIFETIME = 1_000_000_000_000_000_000L;
    /** Where counting ends what an order would earn before its caps: one more than an account can hold. */
    public static final long MAX_COUNTED = MAX_BALANCE + 1;
    /** Points or minor units of money in one request. */
    public static final long MAX_AMOUNT = 1_000_000_000_000L;
    /** Quantity of one order line. */
    public static final long MAX_QUANTITY = 1_000_000_000L;
    /** Lines of one order or refund. */
    public static final int MAX_LINES = 1_000;
    /** Live holds of one customer. */
    public static final int MAX_LIVE_HOLDS = 100;
    /** Coupons of one customer that can be used or are reserved. */
    public static final int MAX_LIVE_COUPONS = 200;
    /** Transfers of one customer whose end is not known yet. */
    public static final int MAX_TRANSFERS_UNDER_WAY = 100;
    /** Bytes that everything of a customer may come to when it is merged into another one: it goes into one row. */
    public static final long MAX_MERGE_BYTES = 2L << 20;
    /** Coupons and codes of one checkout. */
    public static final int MAX_COUPONS_PER_CHECKOUT = 10;
    /** Requests that a customer remembers. */
    public static final int REMEMBERED_REQUESTS = 1_000;
    /** Minutes by which a time given by the caller may be ahead of the clock. */
    public static final int MAX_MINUTES_AHEAD = 5;

    /** No purchase may be older, whatever the program says: in what is stored, an expiry of 0 is none. */
    public static final Instant OLDEST_PURCHASE = Instant.EPOCH;

    private Limits() {}

    /** Checks a value that a programmer, not a user, is responsible for. */
    static long atLeast(long minimum, long value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + minimum + ")");
        }
        return value;
    }
}
