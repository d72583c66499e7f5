package dev.giveback.standalone.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: the wiring starts services, and leaves their insides to them. */
public final class KnowsActors {
    private KnowsActors() {}

    /** The violation itself. */
    public static String pathOf(ActorRef<String> actor) {
        return actor.path().toString();
    }
}
