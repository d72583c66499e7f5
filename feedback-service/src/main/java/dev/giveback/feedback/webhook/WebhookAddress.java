package dev.giveback.feedback.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the shop takes messages: https, or http on this machine, so that nothing personal travels in the clear. */
public final class WebhookAddress {
    /** What an address must be, for a message. */
    public static final String RULE =
            "must be an https address, or http on loopback (localhost, 127.0.0.1, [::1]); without user and fragment";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebhookAddress() {}

    /** The address; null when it is none that is called. */
    public static @Nullable URI parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return null;
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> uri;
            case "http" -> LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) ? uri : null;
            default -> null;
        };
    }
}
