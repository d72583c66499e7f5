package dev.giveback.coupon.grpc.planted;

import akka.Done;

/** Handlers ask actors through what is theirs. */
public final class KnowsAkka {
    /** A field of a foreign type. */
    public final Done foreign = Done.getInstance();
}
