package dev.giveback.feedback.hooks;

import akka.actor.typed.ActorRef;

/** What the actor of a program's webhooks is told. */
sealed interface HookCommand {
    /** Change. */
    record Change(HookChange change, boolean validateOnly, ActorRef<HookReply> replyTo) implements HookCommand {}

    /** Tell all. */
    record Read(ActorRef<ProgramHooks> replyTo) implements HookCommand {}

    /** End when idle; the sharding's. */
    enum Stop implements HookCommand {
        /** The only one. */
        INSTANCE
    }
}
