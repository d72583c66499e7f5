package dev.giveback.standalone.doctor.planted;

import io.grpc.Channel;

/** A planted violation: checks of the machine call nobody. */
public final class KnowsGrpc {
    private KnowsGrpc() {}

    /** The violation itself. */
    public static boolean isThere(Channel channel) {
        return channel.hashCode() != 0;
    }
}
