package dev.giveback.loyalty.actor.planted;

import dev.giveback.loyalty.v1.Customer;

/** A planted violation: the actor speaks the domain, and the handlers translate. */
public final class KnowsTheContract {
    private KnowsTheContract() {}

    /** The violation itself. */
    public static String nameOf(Customer customer) {
        return customer.getName();
    }
}
