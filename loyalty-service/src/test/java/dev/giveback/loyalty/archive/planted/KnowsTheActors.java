package dev.giveback.loyalty.archive.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: an import asks the actors of customers itself. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
