package dev.giveback.loyalty.backtest.planted;

import dev.giveback.loyalty.actor.CustomerReply;

/** A planted violation: a backtest asks the customers that live. */
public final class KnowsTheActors {
    private KnowsTheActors() {}

    /** The violation itself. */
    public static String nameOf(CustomerReply reply) {
        return reply.toString();
    }
}
