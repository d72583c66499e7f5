package dev.giveback.gateway;

import dev.giveback.gateway.guard.GuardSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServerSettings;
import java.time.Duration;

/**
 * Settings of the gateway.
 *
 * @param endpoint where callers come in
 * @param grpc limits of the port
 * @param guard what callers are held to
 */
public record GatewaySettings(Endpoint.Network endpoint, GrpcServerSettings grpc, GuardSettings guard) {

    /** The file with the gateway's defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-gateway";

    /** Reads {@code giveback.gateway.grpc}, {@code giveback.gateway.guard} and {@code giveback.platform.grpc}. */
    public static GatewaySettings from(Settings root) {
        return new GatewaySettings(
                Endpoint.Network.from(root, "giveback.gateway.grpc"),
                GrpcServerSettings.from(root),
                GuardSettings.from(root));
    }

    /** The longest that {@link Gateway#close} takes. */
    public Duration drainTotal() {
        return grpc.drainTotal();
    }
}
