package dev.giveback.benchmark.planted;

import io.netty.channel.Channel;

/** A planted violation: only the load knows what carries it. */
public final class KnowsNetty {
    private KnowsNetty() {}

    /** The violation itself. */
    public static boolean isOpen(Channel channel) {
        return channel.isOpen();
    }
}
