package dev.giveback.coupon.journal.planted;

import io.grpc.Status;

/** What is stored must not depend on how it was asked for. */
public final class KnowsGrpc {
    /** A field of a foreign type. */
    public final Status status = Status.OK;
}
