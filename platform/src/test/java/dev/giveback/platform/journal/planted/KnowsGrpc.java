package dev.giveback.platform.journal.planted;

import io.grpc.Status;

/** A planted violation: the journal answers no call. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
