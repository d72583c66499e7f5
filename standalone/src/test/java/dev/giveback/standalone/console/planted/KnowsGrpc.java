package dev.giveback.standalone.console.planted;

import io.grpc.Status;

/** A planted violation: what prints does not know where figures come from. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
