package dev.giveback.loyalty.insight.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: figures ask the actors of customers. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
