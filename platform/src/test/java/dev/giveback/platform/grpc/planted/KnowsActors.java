package dev.giveback.platform.grpc.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: what serves calls does not know who decides them. */
public final class KnowsActors {
    private KnowsActors() {}

    /** The violation itself. */
    public static String pathOf(ActorRef<String> actor) {
        return actor.path().toString();
    }
}
