package dev.giveback.gateway.http;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.StartupException;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of the web port.
 *
 * @param endpoint where browsers and programs come in
 * @param surfaces what is served
 * @param maxConnections connections at once; more are closed at once
 * @param limits of calls by JSON
 * @param tls the certificate and its key; empty for plain text
 * @param trustedProxies the addresses whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed, none as a rule
 * @param corsOrigins the other sites whose pages may call, none as a rule
 */
public record HttpSettings(
        Endpoint.Network endpoint,
        Set<Surface> surfaces,
        int maxConnections,
        ApiLimits limits,
        Optional<Tls> tls,
        Set<InetAddress> trustedProxies,
        List<String> corsOrigins) {

    private static final int MOST_CONNECTIONS = 100_000;
    private static final int LEAST_BODY = 16 * 1024;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    /**
     * A certificate.
     *
     * @param certificate a file of PEM: the certificate and those between it and the authority's
     * @param key a file of PEM: its private key, PKCS 8, not encrypted
     * @param reload how often both are looked at again
     */
    public record Tls(Path certificate, Path key, Duration reload) {}

    /**
     * Reads {@code giveback.gateway.web}.
     *
     * @throws StartupException for what is out of its limits, and for plain text beyond loopback that was not asked for by name
     */
    public static HttpSettings from(Settings root) {
        Settings web = root.at("giveback.gateway.web");
        HttpSettings settings = new HttpSettings(
                Endpoint.Network.from(web),
                surfaces(web.text("surfaces")),
                web.wholeNumber("max-connections", 1, MOST_CONNECTIONS),
                new ApiLimits(
                        web.bytes("max-body-size", LEAST_BODY, LARGEST_BODY),
                        web.duration("usual-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                        web.duration("longest-timeout", Duration.ofMillis(100), Duration.ofMinutes(10)),
                        web.duration("heartbeat", Duration.ofMillis(100), Duration.ofMinutes(5))),
                tls(web),
                listed(web, "trusted-proxies").stream()
                        .map(HttpSettings::address)
                        .collect(Collectors.toUnmodifiableSet()),
                listed(web, "cors-origins"));
        if (settings.tls().isEmpty() && !web.flag("plain-text-beyond-loopback")) {
            expectLoopback(settings.endpoint().host());
        }
        return settings;
    }

    private static List<String> listed(Settings web, String key) {
        return web.optionalText(key).stream()
                .flatMap(texts -> Arrays.stream(texts.split(",")))
                .map(String::strip)
                .toList();
    }

    private static InetAddress address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            if (bytes != null) {
                return InetAddress.getByAddress(bytes);
            }
        } catch (UnknownHostException wrongLength) {
            // As for what is no address.
        }
        throw new StartupException("setting giveback.gateway.web.trusted-proxies: " + text
                + " (expected: IP addresses with commas in between)");
    }

    private static Set<Surface> surfaces(String names) {
        try {
            return Surface.parse(names);
        } catch (IllegalArgumentException wrong) {
            throw new StartupException(
                    "setting giveback.gateway.web.surfaces: " + names
                            + " (expected: one or more of pages, api, console, docs with commas in between; console needs api)");
        }
    }

    private static Optional<Tls> tls(Settings web) {
        Optional<String> certificate = web.optionalText("tls.certificate");
        Optional<String> key = web.optionalText("tls.key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new StartupException(
                    "settings giveback.gateway.web.tls.certificate and giveback.gateway.web.tls.key: only one is set (expected: both or none)");
        }
        return certificate.map(file -> new Tls(
                Path.of(file),
                Path.of(key.orElseThrow()),
                web.duration("tls.reload", Duration.ofSeconds(1), Duration.ofDays(1))));
    }

    private static void expectLoopback(String host) {
        boolean isLoopback;
        try {
            isLoopback = InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            isLoopback = false;
        }
        if (!isLoopback) {
            throw new StartupException("setting giveback.gateway.web.host: " + host
                    + " (expected: a loopback address, or a certificate in giveback.gateway.web.tls, or"
                    + " giveback.gateway.web.plain-text-beyond-loopback = true where TLS ends before it)");
        }
    }
}
