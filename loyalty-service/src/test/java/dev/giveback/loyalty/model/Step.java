package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Program;
import java.time.Instant;

/** One command at one reading of the clock, decided by one version of the program. */
record Step(Instant clock, Program program, Command command) {
    @Override
    public String toString() {
        return clock + " v" + program.version() + " " + command;
    }
}
