package dev.giveback.recommendation.domain;

/** What is true of a recommended product and may be told to the customer. Numbers and names only: the words are made elsewhere. */
public sealed interface Fact {
    /**
     * The customer bought it.
     *
     * @param times on how many days
     * @param everyDays the mean days between them, 0 when bought once
     * @param daysAgo of the last time
     */
    record BoughtBefore(int times, int everyDays, int daysAgo) implements Fact {}

    /**
     * It is often bought together with something that the customer bought, or has in the basket.
     *
     * @param other the product
     * @param daysAgo when the customer bought that last, or {@link #IN_BASKET}
     */
    record GoesWith(String other, int daysAgo) implements Fact {
        /** Instead of days: it is in the basket now. */
        public static final int IN_BASKET = -1;
    }

    /**
     * Customers who are most like this one bought it within a year.
     *
     * @param customers how many
     * @param ofCustomers how many were looked at: the 40 who are most alike, or fewer in a small shop
     */
    record SimilarCustomersBought(int customers, int ofCustomers) implements Fact {}

    /** So many customers bought it on how many of the 14 days before today and today so far, counted once a customer and day. */
    record PopularNow(int sold) implements Fact {}

    /**
     * It is of a category that the customer prefers.
     *
     * @param stated whether the customer or the request said so; else it is one of the three that the customer buys most
     * @param salesRank its place among what sells best of the category within 14 days, 1 to 10, or 0
     */
    record InCategory(String category, boolean stated, int salesRank) implements Fact {}

    /** It sold so often in the four weeks that followed this day a year ago. */
    record SoldAYearAgo(int sold) implements Fact {}
}
