package dev.giveback.benchmark.machine.planted;

import io.grpc.Status;

/** A planted violation: what a machine does is read from the machine. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isOk(Status status) {
        return status.isOk();
    }
}
