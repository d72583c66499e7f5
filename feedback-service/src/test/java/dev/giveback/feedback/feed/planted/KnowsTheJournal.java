package dev.giveback.feedback.feed.planted;

import dev.giveback.feedback.journal.PersistenceIds;

/** What the feed brings goes to the contacts, never into their journal. */
public final class KnowsTheJournal {
    /** A field of a foreign type. */
    public final Class<?> foreign = PersistenceIds.class;
}
