package dev.giveback.loyalty.journal.planted;

import dev.giveback.loyalty.actor.Customers;

/** A planted violation: what stores events does not know who writes them. */
public final class KnowsTheActor {
    private KnowsTheActor() {}

    /** The violation itself. */
    public static boolean isThere(Customers customers) {
        return customers.hashCode() != 0;
    }
}
