package dev.giveback.platform.contract.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: what calls share knows no actor. */
public final class KnowsActors {
    private KnowsActors() {}

    /** The violation itself. */
    public static String nameOf(ActorRef<?> actor) {
        return actor.path().name();
    }
}
