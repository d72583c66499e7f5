package dev.giveback.recommendation.domain;

/** What the trees are told of a candidate; NaN where there is nothing to tell. The order is that of the columns. */
enum Signal {
    /** The customer's purchases of it, halved each 180 days. */
    OWN_OFTEN,
    /** The same with a decay of 60 days. */
    OWN_NOW,
    /** The same with a decay of 20 days. */
    OWN_LATEST,
    /** On how many days the customer bought it. */
    OWN_TIMES,
    /** On what share of the customer's days. */
    OWN_SHARE,
    /** The decayed purchases by the customer's baskets of the last 90 days. */
    OWN_RATE,
    /** Days since the customer bought it last. */
    OWN_AGE,
    /** Days since the customer bought it first. */
    OWN_SPAN,
    /** Whether it is in the customer's last basket. */
    OWN_LAST_BASKET,
    /** The customer's purchases of it in these weeks of last year, and a week before and after. */
    OWN_YEAR_AGO,
    /** The customer's mean days between two purchases of it. */
    OWN_GAP,
    /** The age by the customer's own gap. */
    OWN_DUE,
    /** The mean days between two purchases of it by one customer. */
    GAP,
    /** The age by everybody's gap. */
    DUE,
    /** The score of {@link Strategy#BUY_AGAIN} before it is set in relation to others. */
    BUY_AGAIN,
    /** The sum of similarities to what the customer bought. */
    GOES_WITH,
    /** The same, by how much the customer bought. */
    GOES_WITH_SHARE,
    /** The sum of similarities to the last basket, or to the one of now. */
    GOES_WITH_LAST,
    /** What similar customers bought, by their likeness. */
    SIMILAR_CUSTOMERS,
    /** The same by the length of the customer's own purchases. */
    SIMILAR_CUSTOMERS_LENGTH,
    /** Sales of 7 days. */
    SOLD_7,
    /** Sales of 14 days. */
    SOLD_14,
    /** Sales of 28 days. */
    SOLD_28,
    /** Sales of 56 days. */
    SOLD_56,
    /** The logarithm of sales of 14 days by those of 56. */
    TREND,
    /** Sales in the four weeks ahead, a year ago. */
    YEAR_NEXT,
    /** Sales in the four weeks before, a year ago. */
    YEAR_BEFORE,
    /** The logarithm of the former by the latter, by the shop's. */
    SEASON,
    /** All sales. */
    SOLD,
    /** All customers. */
    CUSTOMERS,
    /** The share of them who bought it again. */
    REPEAT_RATE,
    /** Days since it was sold first. */
    PRODUCT_SPAN,
    /** Days since it was sold last. */
    PRODUCT_AGE,
    /** The category's share in what the customer buys. */
    CATEGORY_TASTE,
    /** The category's share in what everybody buys. */
    CATEGORY_SHARE,
    /** The taste times the product's share in its category. */
    CATEGORY_SCORE,
    /** How many of its words the customer knows. */
    WORDS,
    /** The logarithm of its price. */
    PRICE,
    /** The logarithm of its price by the customer's usual one. */
    PRICE_RATIO,
    /** The customer's days of purchase. */
    BASKETS,
    /** The same within 90 days. */
    BASKETS_90,
    /** The customer's products. */
    PRODUCTS,
    /** Days since the customer's last purchase. */
    CUSTOMER_AGE,
    /** Products a basket. */
    BASKET_SIZE,
    /** The share of purchases that were first ones of a product. */
    NOVELTY,
    /** The customer's mean days between two baskets. */
    CUSTOMER_GAP;

    static final int COUNT = values().length;
}
