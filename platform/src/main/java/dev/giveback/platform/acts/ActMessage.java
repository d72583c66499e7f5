package dev.giveback.platform.acts;

import akka.actor.typed.ActorRef;
import dev.giveback.journal.v1.AdminActBegun;
import dev.giveback.journal.v1.AdminActEnded;
import dev.giveback.journal.v1.AdminEvent;

/** What the actor of the acts is told. */
sealed interface ActMessage {
    /** To be recorded; answered with the number of the event when it is durable. */
    record Step(AdminEvent.StepCase step, AdminActBegun begun, AdminActEnded ended, ActorRef<Long> replyTo)
            implements ActMessage {
        static Step of(AdminActBegun begun, ActorRef<Long> replyTo) {
            return new Step(AdminEvent.StepCase.BEGUN, begun, AdminActEnded.getDefaultInstance(), replyTo);
        }

        static Step of(AdminActEnded ended, ActorRef<Long> replyTo) {
            return new Step(AdminEvent.StepCase.ENDED, AdminActBegun.getDefaultInstance(), ended, replyTo);
        }
    }

    /** The cluster moves the actor. */
    enum Stop implements ActMessage {
        INSTANCE
    }
}
