package dev.giveback.coupon.directory.planted;

import io.grpc.Status;

/** A read model does not depend on who asks it. */
public final class KnowsGrpc {
    /** A field of a foreign type. */
    public final Status foreign = Status.OK;
}
