package dev.giveback.loyalty.privacy.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: what seals knows the actors by more than their front. */
public final class KnowsAkka {
    private KnowsAkka() {}

    /** The violation itself. */
    public static String pathOf(ActorRef<String> actor) {
        return actor.path().toString();
    }
}
