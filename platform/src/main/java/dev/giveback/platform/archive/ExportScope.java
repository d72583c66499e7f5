package dev.giveback.platform.archive;

/** Which journals of a service a file holds. */
public interface ExportScope {
    /** The resource name; empty for everything. */
    String name();

    /** A persistence id that belongs to it, beside those with the prefix; empty for none. */
    String one();

    /** What the other persistence ids that belong to it begin with; empty for all. */
    String prefix();

    /** Whether it is one journal alone: it is read by its key, and written as one transaction. */
    boolean isOneJournal();

    /** Whether the rows of this persistence id belong to it. */
    default boolean holds(String persistenceId) {
        return persistenceId.equals(one()) || persistenceId.startsWith(prefix());
    }
}
