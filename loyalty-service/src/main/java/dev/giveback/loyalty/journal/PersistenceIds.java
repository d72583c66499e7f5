package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.platform.acts.AdminActs;

/** Under which names customers' events are stored. */
public final class PersistenceIds {
    /** What the persistence ids of customers begin with. */
    public static final String CUSTOMER_PREFIX = "customer|";

    /** What the persistence ids of programs begin with. */
    public static final String PROGRAM_PREFIX = "program|";

    /** The journal of what admins did. */
    public static final String ADMIN_ACTS = AdminActs.PERSISTENCE_ID;

    private PersistenceIds() {}

    /** {@code customer|{program}|{customer}}. */
    public static String of(CustomerId id) {
        return CUSTOMER_PREFIX + id.entity();
    }
}
