package dev.giveback.platform.lifecycle.planted;

import io.grpc.Status;

/** A planted violation: what stops things does not know what they are. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
