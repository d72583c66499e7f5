package dev.giveback.platform.config.planted;

import dev.giveback.loyalty.v1.Customer;

/** A planted violation: the platform must not know what a customer is. */
public final class KnowsCustomers {
    private KnowsCustomers() {}

    /** The violation itself. */
    public static String nameOf(Customer customer) {
        return customer.getName();
    }
}
