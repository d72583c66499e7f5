package dev.giveback.loyalty.rebuild.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: a rebuild asks the actors of customers, and not the journal. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
