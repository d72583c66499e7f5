package dev.giveback.loyalty.domain;

/**
 * The conditions that coupons bring as text: the text is kept in the customer, and what it means is asked for when it is needed. The
 * same text always means the same.
 */
public interface Conditions {
    /** Without a language: the empty expression holds and no other does. */
    Conditions NONE = new Conditions() {
        @Override
        public Condition ofLine(String expression) {
            return ofOrder(expression);
        }

        @Override
        public Condition ofOrder(String expression) {
            return expression.isEmpty() ? Condition.ALWAYS : facts -> false;
        }
    };

    /** The condition over line, order and customer; one that never holds if the expression means nothing. */
    Condition ofLine(String expression);

    /** The condition over order and customer; one that never holds if the expression means nothing. */
    Condition ofOrder(String expression);
}
