package dev.giveback.benchmark.sql.planted;

import io.grpc.Status;

/** A planted violation: the SQL peers do their work without us. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
