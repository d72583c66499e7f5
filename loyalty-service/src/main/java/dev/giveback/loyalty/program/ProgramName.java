package dev.giveback.loyalty.program;

/** Resource names of programs, {@code programs/{program}}. */
public final class ProgramName {
    private static final String PREFIX = "programs/";

    private ProgramName() {}

    /**
     * The id in a resource name.
     *
     * @throws IllegalArgumentException if it is not the name of a program; the contract's own rules let none through
     */
    public static String idOf(String name) {
        if (!name.startsWith(PREFIX) || name.length() == PREFIX.length()) {
            throw new IllegalArgumentException("name: " + name + " (expected: programs/{program})");
        }
        return name.substring(PREFIX.length());
    }

    /** The resource name of an id. */
    public static String of(String id) {
        return PREFIX + id;
    }
}
