package dev.giveback.recommendation.domain;

/** One way to find what a customer may want. Each gives a product a score of 0 to 1, where 1 is its best product for the customer. */
public enum Strategy {
    /** What the customer bought before: often and lately counts, and what was bought just now waits for its usual time. */
    BUY_AGAIN,
    /** What stands in baskets together with what the customer bought, or has in the basket now. */
    GOES_WITH,
    /** What customers bought lately who buy what this customer buys. */
    SIMILAR_CUSTOMERS,
    /** What most customers bought within 14 days. */
    POPULAR_NOW,
    /** What sells best in the categories that the customer stated to prefer or buys most. New products of the catalogue come in here. */
    PREFERRED_CATEGORIES,
    /** What sold best in the four weeks that follow this day a year ago. */
    YEAR_AGO;

    /** The place in tables in memory, which nobody stores. */
    @SuppressWarnings("EnumOrdinal")
    int at() {
        return ordinal();
    }
}
