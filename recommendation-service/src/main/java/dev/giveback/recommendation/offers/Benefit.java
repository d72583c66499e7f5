package dev.giveback.recommendation.offers;

/** What a coupon gives. Money is in minor units. */
sealed interface Benefit {
    /** What an amount is taken off. */
    enum Scope {
        ORDER,
        LINE,
        ITEM
    }

    /** A share of the price, in hundredths of a percent. */
    record PercentOff(int basisPoints) implements Benefit {}

    /** An amount of money. */
    record AmountOff(long minor, Scope scope) implements Benefit {}

    /**
     * Another price of each item.
     *
     * @param most items, the dearest first; 0 for all
     */
    record FixedPrice(long unitMinor, long most) implements Benefit {}

    /**
     * Items for nothing, the cheapest first.
     *
     * @param product this one only; empty for any
     */
    record FreeItem(long quantity, String product) implements Benefit {}

    /** The shipping for nothing. */
    record FreeShipping() implements Benefit {}

    /** So many percent of the points. */
    record MorePoints(int percent) implements Benefit {}

    /** Something that is handed out with the order. */
    record Gift(String product, int quantity) implements Benefit {}
}
