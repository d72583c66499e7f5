package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.journal.PersistenceIds;

/** Which customer, of which program. */
record CustomerKey(String program, String customer) {
    /** What the persistence ids of customers begin with; then come the program, a bar and the customer. */
    static final String PREFIX = PersistenceIds.CUSTOMER_PREFIX;

    /** Reads {@code customer|{program}|{customer}}. */
    static CustomerKey parse(String persistenceId) {
        int bar = persistenceId.indexOf('|', PREFIX.length());
        if (!persistenceId.startsWith(PREFIX) || bar < 0) {
            throw new IllegalArgumentException(
                    "persistence id: " + persistenceId + " (expected: customer|{program}|{customer})");
        }
        return new CustomerKey(persistenceId.substring(PREFIX.length(), bar), persistenceId.substring(bar + 1));
    }

    /** An event that is not the next one: the feed gave one twice or left one out, and no sum can be trusted after that. */
    IllegalStateException outOfOrder(long sequenceNumber, long expected) {
        return new IllegalStateException("event of " + PREFIX + program + "|" + customer + ": sequence number "
                + sequenceNumber + " (expected: " + expected + ")");
    }
}
