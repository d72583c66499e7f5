package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.CustomerId;

/** Under which names customers' events are stored. */
public final class PersistenceIds {
    /** What the persistence ids of customers begin with. */
    public static final String CUSTOMER_PREFIX = "customer|";

    private PersistenceIds() {}

    /** {@code customer|{program}|{customer}}. */
    public static String of(CustomerId id) {
        return CUSTOMER_PREFIX + id.entity();
    }
}
