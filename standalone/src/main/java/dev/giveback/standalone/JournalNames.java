package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;

/** What the commands of the journal take for names. */
final class JournalNames {
    private static final String DEFAULT_PROGRAM = "online-retail";

    private JournalNames() {}

    /** The resource name of a customer; a full one is taken as it is. */
    static String customer(@Nullable String program, String id) {
        return id.startsWith("programs/")
                ? id
                : "programs/" + (program == null ? DEFAULT_PROGRAM : program) + "/customers/" + id;
    }
}
