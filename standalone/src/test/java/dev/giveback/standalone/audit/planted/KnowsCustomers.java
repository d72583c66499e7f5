package dev.giveback.standalone.audit.planted;

import dev.giveback.loyalty.v1.Customer;

/** A planted violation: a sum that knows the service is not independent of it. */
public final class KnowsCustomers {
    private KnowsCustomers() {}

    /** The violation itself. */
    public static String nameOf(Customer customer) {
        return customer.getName();
    }
}
