package dev.giveback.platform.logging.planted;

import io.grpc.Status;

/** A planted violation: logs hold no calls. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
