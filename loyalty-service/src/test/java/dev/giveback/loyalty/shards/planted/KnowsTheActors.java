package dev.giveback.loyalty.shards.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: a journal shard asks the actors of customers itself. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
