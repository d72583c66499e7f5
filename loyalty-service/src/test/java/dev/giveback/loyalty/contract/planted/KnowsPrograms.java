package dev.giveback.loyalty.contract.planted;

import dev.giveback.loyalty.program.ProgramRegistry;

/** A planted violation: what every call shares knows none of them. */
public final class KnowsPrograms {
    private KnowsPrograms() {}

    /** The violation itself. */
    public static boolean isThere(ProgramRegistry programs) {
        return programs.hashCode() != 0;
    }
}
