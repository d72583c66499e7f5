package dev.giveback.loyalty.program;

import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.Program;

/** What a program makes of a change. */
sealed interface ProgramDecision {
    /** It happens: this is to be stored. */
    record Accepted(ProgramEvent event) implements ProgramDecision {}

    /** It happened before: the first answer. */
    record Repeated(Program answer) implements ProgramDecision {}

    /** It does not happen. */
    record Rejected(Refusal refusal) implements ProgramDecision {}
}
