package dev.giveback.torture.stack;

import com.google.common.collect.ImmutableList;
import dev.giveback.access.v1.Key;
import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.testkit.TestGuard;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway on a port of loopback, with a connection to it. */
public final class Door implements AutoCloseable {
    private final Gateway gateway;
    private final ManagedChannel channel;
    private final TestGuard guard;

    Door(Map<String, Object> settings, Map<String, Channel> backends, TestGuard guard) {
        Map<String, Object> all =
                new HashMap<>(Map.of("giveback.platform.grpc.drain.notice", "0s", "giveback.gateway.grpc.port", "0"));
        all.putAll(settings);
        this.guard = guard;
        gateway = Gateway.start(
                GatewaySettings.from(Settings.load(all, GatewaySettings.RESOURCE)),
                backends,
                new SimpleMeterRegistry());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
    }

    /** Calls with the key that may do everything. */
    public Channel operator() {
        return ClientInterceptors.intercept(channel, TestGuard.calling(guard.adminSecret()));
    }

    /** Calls with a new key of one program. */
    public Channel keyOf(String program, String... scopes) {
        String secret = guard.key(Key.newBuilder()
                .setDisplayName("a key")
                .addAllScopes(ImmutableList.copyOf(scopes))
                .addAllPrograms(List.of(program)));
        return ClientInterceptors.intercept(channel, TestGuard.calling(secret));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        gateway.close();
    }
}
