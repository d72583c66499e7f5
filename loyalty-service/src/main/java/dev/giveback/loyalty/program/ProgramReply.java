package dev.giveback.loyalty.program;

import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.Program;

/** What a program's actor answers. */
sealed interface ProgramReply {
    /** The program: as changed, as it would be, as it was at the first answer, or as it is. */
    record Answered(Program program) implements ProgramReply {}

    /** A refusal. */
    record Refused(Refusal refusal) implements ProgramReply {}
}
