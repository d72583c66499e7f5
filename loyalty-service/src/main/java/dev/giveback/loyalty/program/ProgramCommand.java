package dev.giveback.loyalty.program;

import akka.actor.typed.ActorRef;

/** What a program's actor is told. */
sealed interface ProgramCommand {
    /**
     * Change the program.
     *
     * @param validateOnly answers as if it had happened
     */
    record Change(ProgramChange change, boolean validateOnly, ActorRef<ProgramReply> replyTo)
            implements ProgramCommand {}

    /** Say what the current version is. */
    record Read(ActorRef<ProgramReply> replyTo) implements ProgramCommand {}

    /** Stop: the actor has not been used for a while, or the node is being left. */
    enum Stop implements ProgramCommand {
        INSTANCE
    }
}
