package dev.giveback.access.journal.planted;

import io.grpc.Status;

/** gRPC is for those who serve it. */
public final class KnowsGrpc {
    /** A field of a foreign type. */
    public final Status status = Status.OK;
}
