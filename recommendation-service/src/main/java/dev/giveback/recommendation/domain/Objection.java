package dev.giveback.recommendation.domain;

/** What a customer does not want to be done with what they bought. */
public enum Objection {
    /** Choosing for the customer by what the customer bought and prefers. The customer still counts among the others. */
    PERSONAL_RECOMMENDATIONS,
    /** Learning from the customer's purchases: while it stands, the customer has no history here. */
    LEARNING_FROM_PURCHASES
}
