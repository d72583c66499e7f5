package dev.giveback.loyalty.seal;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;

/** How journals are named to people. */
final class SealWords {
    private static final String PROGRAM_PREFIX = "program|";

    private SealWords() {}

    /** The resource name of a customer or program; the persistence id of another journal. */
    static String subjectOf(String persistenceId) {
        if (persistenceId.startsWith(PersistenceIds.CUSTOMER_PREFIX)) {
            String entity = persistenceId.substring(PersistenceIds.CUSTOMER_PREFIX.length());
            return entity.indexOf('|') < 0
                    ? persistenceId
                    : CustomerId.ofEntity(entity).name();
        }
        return persistenceId.startsWith(PROGRAM_PREFIX)
                ? "programs/" + persistenceId.substring(PROGRAM_PREFIX.length())
                : persistenceId;
    }
}
