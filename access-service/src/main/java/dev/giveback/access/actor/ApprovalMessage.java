package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.access.domain.ApprovalCommand;

/** What the actor of a program's approvals is sent. */
sealed interface ApprovalMessage {
    /**
     * Decide this and record it.
     *
     * @param requestJson the request of the act as JSON, which is recorded and not held; empty if nobody is asked by it
     */
    record Decide(ApprovalCommand command, String requestJson, ActorRef<ApprovalReply> replyTo)
            implements ApprovalMessage {}

    /** Tell the policy. */
    record ReadPolicy(ActorRef<ApprovalReply> replyTo) implements ApprovalMessage {}

    /** End when idle; the sharding's. */
    enum Stop implements ApprovalMessage {
        INSTANCE
    }
}
