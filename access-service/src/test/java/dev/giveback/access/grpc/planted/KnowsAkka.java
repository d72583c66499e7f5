package dev.giveback.access.grpc.planted;

import akka.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** The services ask the actors by what they offer. */
public final class KnowsAkka {
    /** A field of a foreign type. */
    public @Nullable ActorSystem<Void> system;
}
