package dev.giveback.loyalty.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;

/** What a customer's actor is sent. */
sealed interface CustomerMessage {
    /**
     * Decide this command and record the outcome.
     *
     * @param validateOnly decide, but record nothing
     */
    record Decide(Command command, boolean validateOnly, ActorRef<CustomerAnswer> replyTo) implements CustomerMessage {}

    /**
     * Price this cart; record nothing.
     *
     * @param orderId whose live reservation may be used again; empty for none
     */
    record Quote(String orderId, Cart cart, ActorRef<CustomerAnswer> replyTo) implements CustomerMessage {}

    /** Tell how the account stands. */
    record Read(ActorRef<CustomerAnswer> replyTo) implements CustomerMessage {}

    /** End when idle; the sharding's. */
    enum Stop implements CustomerMessage {
        INSTANCE
    }
}
