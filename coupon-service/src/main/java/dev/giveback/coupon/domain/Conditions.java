package dev.giveback.coupon.domain;

import java.util.function.Predicate;

/** What the conditions of surprises mean: the domain is given predicates and knows nothing of the language that they are written in. */
@FunctionalInterface
public interface Conditions {
    /** The condition of this text; one that never holds if the text means nothing. The empty text always holds. */
    Predicate<Purchase.Facts> of(String expression);
}
