package dev.giveback.loyalty.insight;

import dev.giveback.loyalty.journal.PersistenceIds;

/** Which customer, of which program. */
record Key(String program, String customer) {
    /** Reads {@code customer|{program}|{customer}}. */
    static Key parse(String persistenceId) {
        int from = PersistenceIds.CUSTOMER_PREFIX.length();
        int bar = persistenceId.indexOf('|', from);
        if (!persistenceId.startsWith(PersistenceIds.CUSTOMER_PREFIX) || bar < 0) {
            throw new IllegalStateException(
                    "persistence id: " + persistenceId + " (expected: customer|{program}|{customer})");
        }
        return new Key(persistenceId.substring(from, bar), persistenceId.substring(bar + 1));
    }

    @Override
    public String toString() {
        return PersistenceIds.CUSTOMER_PREFIX + program + "|" + customer;
    }
}
