package dev.giveback.loyalty.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.loyalty.domain.Command;

/** What a customer's actor is sent. */
sealed interface CustomerMessage {
    /**
     * Decide this command and record the outcome.
     *
     * @param validateOnly decide, but record nothing
     */
    record Decide(Command command, boolean validateOnly, ActorRef<CustomerReply> replyTo) implements CustomerMessage {}

    /** Tell how the account stands. */
    record Read(ActorRef<CustomerReply> replyTo) implements CustomerMessage {}

    /** End when idle; the sharding's. */
    enum Stop implements CustomerMessage {
        INSTANCE
    }
}
