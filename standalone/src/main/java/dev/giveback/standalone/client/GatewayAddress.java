package dev.giveback.standalone.client;

import dev.giveback.client.GivebackClient;
import dev.giveback.client.GivebackClientBuilder;
import dev.giveback.standalone.console.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a Giveback.
 *
 * @param target host and port of the gateway
 * @param key what the caller may do is told by this
 * @param tls whether the connection is encrypted
 * @param trusted certificates that the gateway's is to be signed by; null for those that Java trusts
 * @param serverName what the gateway's certificate is for; null for the host
 */
public record GatewayAddress(
        String target,
        Key key,
        boolean tls,
        @Nullable Path trusted,
        @Nullable String serverName) {

    /**
     * A key and where it is from.
     *
     * @param secret what is sent; empty if there is none
     * @param source for people: the file or the variable, or where one was looked for
     */
    public record Key(String secret, String source) {
        /** Without the secret, so that no log has it. */
        @Override
        public String toString() {
            return "Key[" + source + "]";
        }
    }

    /** Without TLS, to a port of this machine. */
    public static GatewayAddress loopback(int port, Key key) {
        return new GatewayAddress("127.0.0.1:" + port, key, false, null, null);
    }

    GivebackClient open() {
        GivebackClientBuilder builder = GivebackClient.builder(target).directExecutor();
        if (!key.secret().isEmpty()) {
            builder.key(key.secret());
        }
        if (!tls) {
            builder.plaintext();
        }
        if (trusted != null) {
            builder.trust(trusted);
        }
        if (serverName != null) {
            builder.serverName(serverName);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw Problem.usage(target + ": " + wrong.getMessage());
        }
    }
}
