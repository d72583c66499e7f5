package dev.giveback.feedback.occasions.planted;

import io.grpc.Status;

/** Tables know nobody who calls them. */
public final class KnowsGrpc {
    /** A field of a foreign type. */
    public final Status foreign = Status.OK;
}
