package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;

/** What the commands of the journal take for names. */
final class JournalNames {
    private static final String DEFAULT_PROGRAM = "online-retail";

    private JournalNames() {}

    /** The program that a customer is of when none was named. */
    static String orDefault(@Nullable String program) {
        return program == null ? DEFAULT_PROGRAM : program;
    }

    /** The resource name of a program; a full one is taken as it is. */
    static String program(String name) {
        return name.startsWith("programs/") ? name : "programs/" + name;
    }

    /** The resource name of a customer; a full one is taken as it is. */
    static String customer(@Nullable String program, String id) {
        return id.startsWith("programs/") ? id : "programs/" + orDefault(program) + "/customers/" + id;
    }
}
