package dev.giveback.benchmark.report.planted;

import io.grpc.Status;

/** A planted violation: a report is made of figures alone. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
