package dev.giveback.loyalty.domain;

import java.util.function.Predicate;

/** When a rule applies: a predicate that the domain is given, so that it knows nothing of the language it was written in. */
@FunctionalInterface
public interface Condition {
    /** The condition that always holds. */
    Condition ALWAYS = ofOrder(facts -> true);

    /** Whether the rule applies to these facts. Pure; throws nothing. */
    boolean holds(Facts facts);

    /** Whether it may hold for one line of an order and not for another, so that it has to be asked for each. */
    default boolean isAboutLine() {
        return true;
    }

    /** A condition that looks at no line. */
    static Condition ofOrder(Predicate<Facts> predicate) {
        return new Condition() {
            @Override
            public boolean holds(Facts facts) {
                return predicate.test(facts);
            }

            @Override
            public boolean isAboutLine() {
                return false;
            }
        };
    }
}
