package dev.giveback.gateway.web;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Endpoint;
import java.time.Duration;

/**
 * Settings of the web port.
 *
 * @param endpoint where browsers come in
 * @param maxFormBytes the longest form that is read
 * @param maxConnections connections at once; more are closed at once
 * @param callTimeout the longest that feedback-service is waited for, a call
 */
public record WebSettings(Endpoint.Network endpoint, int maxFormBytes, int maxConnections, Duration callTimeout) {
    private static final int LEAST_FORM = 16 * 1024;
    private static final int LARGEST_FORM = 4 * 1024 * 1024;
    private static final int MOST_CONNECTIONS = 100_000;

    /** Reads {@code giveback.gateway.web}. */
    public static WebSettings from(Settings root) {
        Settings web = root.at("giveback.gateway.web");
        return new WebSettings(
                Endpoint.Network.from(web),
                web.bytes("max-form-size", LEAST_FORM, LARGEST_FORM),
                web.wholeNumber("max-connections", 1, MOST_CONNECTIONS),
                web.duration("call-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
    }
}
