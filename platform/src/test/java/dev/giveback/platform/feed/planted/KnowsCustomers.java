package dev.giveback.platform.feed.planted;

import dev.giveback.loyalty.v1.Customer;

/** A planted violation: an event is bytes here, whoever it is about. */
public final class KnowsCustomers {
    private KnowsCustomers() {}

    /** The violation itself. */
    public static String nameOf(Customer customer) {
        return customer.getName();
    }
}
