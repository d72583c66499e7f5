package dev.giveback.feedback.rewards.planted;

import dev.giveback.feedback.journal.PersistenceIds;

/** What a reward came to goes to the contacts, never into their journal. */
public final class KnowsTheJournal {
    /** A field of a foreign type. */
    public final Class<?> foreign = PersistenceIds.class;
}
