package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.access.v1.AuditEntry;

/** What the actor of acts is sent. */
sealed interface AuditMessage {
    /** Something to be recorded, together with what else is asked for at this moment. */
    sealed interface Step extends AuditMessage {
        /** Who is answered when it is durable. */
        ActorRef<AuditReply> replyTo();
    }

    /** Record that an act begins. */
    record Begin(AuditEntry entry, ActorRef<AuditReply> replyTo) implements Step {}

    /** Record how an act ended. */
    record End(long id, String code, String reason, String afterJson, ActorRef<AuditReply> replyTo) implements Step {}

    /** Record what has gathered; from itself. */
    enum Gathered implements AuditMessage {
        INSTANCE
    }

    /** Look for acts whose end nobody will tell; from itself. */
    enum Tick implements AuditMessage {
        INSTANCE
    }

    /** The cluster moves the actor. */
    enum Stop implements AuditMessage {
        INSTANCE
    }
}
