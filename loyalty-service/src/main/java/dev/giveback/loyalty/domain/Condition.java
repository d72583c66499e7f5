package dev.giveback.loyalty.domain;

/** When a rule applies: a predicate that the domain is given, so that it knows nothing of the language it was written in. */
@FunctionalInterface
public interface Condition {
    /** The condition that always holds. */
    Condition ALWAYS = facts -> true;

    /** Whether the rule applies to these facts. Pure; throws nothing. */
    boolean holds(Facts facts);
}
