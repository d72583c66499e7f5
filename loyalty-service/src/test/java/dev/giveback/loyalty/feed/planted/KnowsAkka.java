package dev.giveback.loyalty.feed.planted;

import akka.actor.typed.ActorRef;

/** A planted violation: a handler asks the actors through their own front. */
public final class KnowsAkka {
    private KnowsAkka() {}

    /** The violation itself. */
    public static String pathOf(ActorRef<String> actor) {
        return actor.path().toString();
    }
}
