package dev.giveback.loyalty.seal.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: a seal asks the actors of customers itself. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
