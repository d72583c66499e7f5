package dev.giveback.access.journal;

/** Under which names the chains of events are stored. */
public final class PersistenceIds {
    /** That of keys and sessions. */
    public static final String KEYS = "keys|all";
    /** That of acts. */
    public static final String AUDIT = "audit|acts";
    /** What those of approvals begin with. */
    public static final String APPROVALS_PREFIX = "approvals|";

    private PersistenceIds() {}

    /** That of a program's approvals. */
    public static String approvals(String program) {
        return APPROVALS_PREFIX + program;
    }

    /** The program of such a name. */
    public static String program(String persistenceId) {
        return persistenceId.substring(APPROVALS_PREFIX.length());
    }
}
