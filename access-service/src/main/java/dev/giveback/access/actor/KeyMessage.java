package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.access.domain.KeyCommand;
import dev.giveback.access.domain.KeyId;

/** What the actor of keys is sent. */
sealed interface KeyMessage {
    /** Decide this and record it. */
    record Decide(KeyCommand command, ActorRef<KeyReply> replyTo) implements KeyMessage {}

    /** Tell of a key or a session. */
    record Find(KeyId id, ActorRef<KeyReply> replyTo) implements KeyMessage {}

    /** Tell how many keys are remembered. */
    record Count(ActorRef<KeyReply> replyTo) implements KeyMessage {}

    /** The cluster moves the actor. */
    enum Stop implements KeyMessage {
        INSTANCE
    }
}
