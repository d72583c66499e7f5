package dev.giveback.feedback.outreach;

import akka.actor.typed.ActorRef;

/** What a program's outreach actor is told. */
sealed interface OutreachCommand {
    /** Change. */
    record Change(OutreachChange change, boolean validateOnly, ActorRef<OutreachReply> replyTo)
            implements OutreachCommand {}

    /** Tell all. */
    record Read(ActorRef<StoredOutreach> replyTo) implements OutreachCommand {}

    /** End when idle; the sharding's. */
    enum Stop implements OutreachCommand {
        /** The only one. */
        INSTANCE
    }
}
