package dev.giveback.platform.grpc;

import dev.giveback.platform.config.Settings;
import java.util.Optional;

/** Where a server can be reached. */
public sealed interface Endpoint {

    /**
     * A TCP port.
     *
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     * @param wire what goes over it
     */
    record Network(String host, int port, Wire wire) implements Endpoint {

        /** Plain text, on loopback. */
        public Network(String host, int port) {
            this(host, port, new Wire.Plain(false));
        }

        /** Reads {@code host} and {@code port}, for a port with plain text whose server looks to it itself. */
        public static Network from(Settings settings) {
            return new Network(settings.text("host"), settings.port("port"));
        }

        /**
         * Reads a port for gRPC: {@code host}, {@code port}, {@code tls} if there is such a group and else {@code giveback.platform.tls}, and
         * {@code giveback.platform.grpc.allow-plaintext}.
         *
         * @param root all settings
         * @param key where the port stands, {@code giveback.loyalty.grpc} say
         */
        public static Network from(Settings root, String key) {
            Settings settings = root.at(key);
            Settings tls = settings.has("tls") ? settings.at("tls") : root.at("giveback.platform.tls");
            Optional<TlsFiles> files = TlsFiles.from(tls);
            return new Network(
                    settings.text("host"),
                    settings.port("port"),
                    files.<Wire>map(Wire.Tls::new)
                            .orElseGet(() -> new Wire.Plain(root.flag("giveback.platform.grpc.allow-plaintext"))));
        }
    }

    /** What goes over a port. */
    sealed interface Wire {
        /**
         * Plain text.
         *
         * @param anywhere whether also on addresses that others reach; otherwise the server does not start there
         */
        record Plain(boolean anywhere) implements Wire {}

        /** TLS, and if there are authorities only with clients whose certificate comes from one. */
        record Tls(TlsFiles files) implements Wire {}
    }

    /**
     * A name inside this JVM, for {@link Channels#inProcess}. Messages are not copied through a socket and are not
     * limited in size, so the door in front has to limit them.
     */
    record InProcess(String name) implements Endpoint {}
}
