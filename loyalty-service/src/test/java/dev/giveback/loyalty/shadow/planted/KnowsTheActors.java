package dev.giveback.loyalty.shadow.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: what is to be decided again is sent to the customers that live. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
