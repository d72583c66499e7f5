package dev.giveback.feedback.journal.planted;

import akka.cluster.typed.Cluster;

/** A part of Akka that is none of this package's. */
public final class KnowsAkka {
    private KnowsAkka() {}

    /** Asks a foreign type. */
    public static boolean isTerminated(Cluster cluster) {
        return cluster.isTerminated();
    }
}
