package dev.giveback.loyalty.money.planted;

import io.grpc.Status;

/** A planted violation: money is translated, not served. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
