package dev.giveback.platform.grpc;

import dev.giveback.platform.config.Settings;

/** Where a server can be reached. */
public sealed interface Endpoint {

    /**
     * A TCP port.
     *
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     */
    record Network(String host, int port) implements Endpoint {

        /** Reads {@code host} and {@code port}. */
        public static Network from(Settings settings) {
            return new Network(settings.text("host"), settings.port("port"));
        }
    }

    /**
     * A name inside this JVM, for {@link Channels#inProcess}. Messages are not copied through a socket and are not limited in
     * size, so the door in front has to limit them.
     */
    record InProcess(String name) implements Endpoint {}
}
