package dev.giveback.loyalty.rules.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: the rules know the domain and the platform's compiler alone. */
public final class KnowsAkka {
    private KnowsAkka() {}

    /** The violation itself. */
    public static String pathOf(ActorRef<String> actor) {
        return actor.path().toString();
    }
}
