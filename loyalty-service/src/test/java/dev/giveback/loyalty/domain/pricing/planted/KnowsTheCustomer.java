package dev.giveback.loyalty.domain.pricing.planted;

import dev.giveback.loyalty.domain.Customer;

/** Planted: pricing must not know whose basket it is. */
final class KnowsTheCustomer {
    private KnowsTheCustomer() {}

    static long orders(Customer customer) {
        return customer.orderCount();
    }
}
