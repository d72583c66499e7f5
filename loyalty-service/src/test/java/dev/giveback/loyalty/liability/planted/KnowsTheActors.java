package dev.giveback.loyalty.liability.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: a report asks the actors of customers. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
