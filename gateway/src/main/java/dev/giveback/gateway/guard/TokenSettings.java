package dev.giveback.gateway.guard;

import com.nimbusds.jose.JWSAlgorithm;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are accepted.
 *
 * @param issuer who issues them, to the letter
 * @param audience whom they must be for
 * @param algorithms how they may be signed, with a private key each: a secret that both sides know is none
 * @param file where the issuer's public keys are; null if they are found by discovery
 * @param discovery where the issuer's metadata are; null if the keys are in a file
 * @param programsClaim the claim with the names of the bearer's programs
 * @param keyTimes how often the issuer is asked for its keys, if they are found by discovery
 */
public record TokenSettings(
        String issuer,
        String audience,
        Set<JWSAlgorithm> algorithms,
        @Nullable Path file,
        @Nullable URI discovery,
        String programsClaim,
        KeyTimes keyTimes) {

    /**
     * How often the issuer is asked for its keys.
     *
     * @param fresh how long fetched keys are used without asking again
     * @param between how long at least between two looks for a key that is not among them; two looks are taken in one such time
     * @param outage how long fetched keys are used when the issuer cannot be reached
     */
    public record KeyTimes(Duration fresh, Duration between, Duration outage) {
        private static final Duration MILLISECOND = Duration.ofMillis(1);
        private static final Duration DAY = Duration.ofDays(1);

        private static KeyTimes from(Settings settings) {
            Duration fresh = settings.duration("fresh", Duration.ofSeconds(1), DAY);
            return new KeyTimes(
                    fresh,
                    settings.duration("between", Duration.ofMillis(100), fresh.minus(MILLISECOND)),
                    settings.duration("outage", fresh.plus(MILLISECOND), DAY.multipliedBy(2)));
        }
    }

    /** Reads {@code giveback.gateway.tokens}; empty if no issuer is set, and then no token is accepted. */
    static Optional<TokenSettings> from(Settings root) {
        Settings settings = root.at("giveback.gateway.tokens");
        return settings.optionalText("issuer").map(issuer -> {
            Path file = settings.optionalText("jwks-file").map(Path::of).orElse(null);
            return new TokenSettings(
                    issuer,
                    settings.text("audience"),
                    algorithms(settings.text("algorithms")),
                    file,
                    file == null ? discovery(settings, issuer) : null,
                    settings.text("programs-claim"),
                    KeyTimes.from(settings.at("keys")));
        });
    }

    private static URI discovery(Settings settings, String issuer) {
        String end = issuer.endsWith("/") ? "" : "/";
        String text = settings.optionalText("discovery-url").orElse(issuer + end + ".well-known/openid-configuration");
        URI address = address(text);
        if (address == null || !IssuerPages.mayBeAsked(address, true)) {
            throw new StartupException("setting giveback.gateway.tokens.discovery-url: " + text
                    + " (expected: https, or an address of loopback)");
        }
        return address;
    }

    private static @Nullable URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException none) {
            return null;
        }
    }

    private static Set<JWSAlgorithm> algorithms(String names) {
        Set<JWSAlgorithm> algorithms =
                Arrays.stream(names.split("[ ,]+")).map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
        if (algorithms.isEmpty() || !JWSAlgorithm.Family.SIGNATURE.containsAll(algorithms)) {
            throw new StartupException("setting giveback.gateway.tokens.algorithms: " + names
                    + " (expected: names of algorithms that sign with a private key, RS256 or ES256 say)");
        }
        return algorithms;
    }
}
