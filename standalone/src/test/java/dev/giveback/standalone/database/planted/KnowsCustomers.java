package dev.giveback.standalone.database.planted;

import dev.giveback.loyalty.v1.Customer;

/** A planted violation: what runs PostgreSQL does not know what is in it. */
public final class KnowsCustomers {
    private KnowsCustomers() {}

    /** The violation itself. */
    public static String nameOf(Customer customer) {
        return customer.getName();
    }
}
