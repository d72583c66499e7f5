package dev.giveback.client;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link GivebackClient}. What is not said is as its method says. */
public final class GivebackClientBuilder {
    /** A silent connection is probed, so that one which a firewall forgot is noticed. Giveback permits a probe each 30 s. */
    private static final Duration KEEPALIVE = Duration.ofSeconds(60);

    private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(20);
    private static final String KEY_FORM = "[\\x21-\\x7e]{1,8192}";

    private final String target;
    private @Nullable Supplier<String> key;
    private @Nullable Path trusted;
    private @Nullable String serverName;
    private boolean plaintext;
    private boolean directExecutor;

    GivebackClientBuilder(String target) {
        this.target = target;
    }

    /**
     * The secret of the key, {@code gb_…}, or a token of your identity provider. Without one only the health of the service can be asked.
     *
     * @throws IllegalArgumentException if it cannot be sent: 1 to 8,192 printable ASCII characters without blanks
     */
    public GivebackClientBuilder key(String secret) {
        if (!secret.matches(KEY_FORM)) {
            throw new IllegalArgumentException("key: " + secret.length()
                    + " characters (expected: 1 to 8192 printable ASCII characters, no blanks)");
        }
        this.key = () -> secret;
        return this;
    }

    /** Where the secret of the key is asked for at each call, so that it can be rotated without a restart. It must not block for long. */
    public GivebackClientBuilder key(Supplier<String> secret) {
        this.key = secret;
        return this;
    }

    /** Certificates in PEM that the gateway's is to be signed by, instead of those that Java trusts. */
    public GivebackClientBuilder trust(Path certificates) {
        this.trusted = certificates;
        return this;
    }

    /** The name that the gateway's certificate is for, if it is not the host that is connected to. */
    public GivebackClientBuilder serverName(String name) {
        this.serverName = name;
        return this;
    }

    /** Speaks without TLS: the key and all data can be read by whoever is on the way. For loopback, and for networks that encrypt by themselves. */
    public GivebackClientBuilder plaintext() {
        this.plaintext = true;
        return this;
    }

    /** Runs callbacks on the connection's own threads, which is quicker; they must never block then. */
    public GivebackClientBuilder directExecutor() {
        this.directExecutor = true;
        return this;
    }

    /**
     * Builds it; nothing is sent yet.
     *
     * @throws IllegalArgumentException if plain text and certificates are both asked for, or the target is none
     * @throws IllegalStateException if the certificates cannot be read
     */
    public GivebackClient build() {
        ServiceConfig config = ServiceConfig.shipped();
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilder(target, credentials())
                .disableServiceConfigLookUp()
                .defaultServiceConfig(config.repeats())
                .enableRetry()
                .keepAliveTime(KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (serverName != null) {
            builder.overrideAuthority(serverName);
        }
        if (directExecutor) {
            builder.directExecutor();
        }
        ManagedChannel connection = builder.build();
        Repeats repeats = new Repeats();
        var channel =
                ClientInterceptors.intercept(connection, new RequestIds(), new Deadlines(config.timeouts()), repeats);
        return new GivebackClient(
                connection,
                key == null ? channel : ClientInterceptors.intercept(channel, new Authorization(key)),
                repeats);
    }

    private ChannelCredentials credentials() {
        if (plaintext) {
            if (trusted != null || serverName != null) {
                throw new IllegalArgumentException("plaintext: together with TLS (expected: one of them)");
            }
            return InsecureChannelCredentials.create();
        }
        if (trusted == null) {
            return TlsChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(trusted.toFile())
                    .build();
        } catch (IOException unreadable) {
            throw new IllegalStateException(trusted + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
