package dev.giveback.feedback.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.Request;

/** What a customer's actor is told. */
sealed interface ContactMessage {
    /**
     * Decide.
     *
     * @param recorded false: only tell what would come of it
     */
    record Decide(ContactCommand command, Request request, boolean recorded, ActorRef<ContactReply> replyTo)
            implements ContactMessage {}

    /** Tell how it stands. */
    record Read(ActorRef<ContactState> replyTo) implements ContactMessage {}

    /** End when idle; the sharding's. */
    enum Stop implements ContactMessage {
        /** The only one. */
        INSTANCE
    }
}
