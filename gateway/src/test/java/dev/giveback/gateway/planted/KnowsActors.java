package dev.giveback.gateway.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: the gateway reaches the services by gRPC alone. */
public final class KnowsActors {
    private KnowsActors() {}

    /** The violation itself. */
    public static void tell(ActorRef<String> actor) {
        actor.tell("hello");
    }
}
