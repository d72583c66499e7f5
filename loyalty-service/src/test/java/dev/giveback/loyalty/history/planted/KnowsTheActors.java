package dev.giveback.loyalty.history.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: history asks the actors of customers, who know only the present. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
