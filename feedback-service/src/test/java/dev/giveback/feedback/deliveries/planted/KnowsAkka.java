package dev.giveback.feedback.deliveries.planted;

import akka.Done;

/** A part of Akka that is none of this package's. */
public final class KnowsAkka {
    /** A field of a foreign type. */
    public final Done foreign = Done.getInstance();
}
