package dev.giveback.access.secrets.planted;

import dev.giveback.access.journal.JournalSerializer;

/** Who draws secrets must not know where they are recorded. */
public final class KnowsTheJournal {
    /** A field of a foreign type. */
    public final JournalSerializer serializer = new JournalSerializer();
}
