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
     * @param daysAgo when the customer bought that last, or -1 when it is in the basket now
     */
    record GoesWith(String other, int daysAgo) implements Fact {}

    /** So many of the customers who are most like this one bought it. */
    record SimilarCustomersBought(int customers) implements Fact {}

    /** So many customers bought it on how many days within 14 days, counted once a customer and day. */
    record PopularNow(int sold) implements Fact {}

    /** It is of a category that the customer prefers. {@code stated} tells whether the customer said so, or it was learnt. */
    record InCategory(String category, boolean stated) implements Fact {}

    /** It sold so often in the four weeks that followed this day a year ago. */
    record SoldAYearAgo(int sold) implements Fact {}

    /** Nothing more than that it is in the catalogue. */
    record InTheCatalogue() implements Fact {}
}
