package dev.giveback.loyalty.program;

import dev.giveback.loyalty.domain.Program;

/**
 * One version of a program.
 *
 * @param rules as the domain sees them, conditions compiled
 * @param published as the contract shows it
 */
public record ProgramVersion(Program rules, dev.giveback.loyalty.v1.Program published) {
    /** Counted from 1. */
    public long version() {
        return rules.version();
    }
}
