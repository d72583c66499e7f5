package dev.giveback.feedback.links;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.subtle.AesSiv;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Links that customers get. What a link leads to is sealed in its token, so that it can be neither read nor made by anybody else; the same
 * target has always the same token (AES-SIV), so that a repeat of an invitation gives the same link.
 */
public final class Links {
    /** The longest token that is looked at. */
    public static final int MAX_TOKEN_LENGTH = 600;

    private static final byte[] CONTEXT = "giveback.feedback/link/1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 64;

    private final String base;
    private final DeterministicAead seal;

    private Links(String base, DeterministicAead seal) {
        this.base = base;
        this.seal = seal;
    }

    /**
     * Links of this installation.
     *
     * @param settings {@code giveback.feedback.links}
     * @throws StartupException when {@code base-url} is no web address
     */
    public static Links of(Settings settings, ServiceKey key) {
        String base = settings.text("base-url");
        if (!isWebAddress(base)) {
            throw new StartupException("setting giveback.feedback.links.base-url: \"" + base
                    + "\" (expected: an address that begins with https:// or http://, without query and fragment)");
        }
        try {
            return new Links(base.replaceAll("/+$", ""), new AesSiv(key.derived("link", KEY_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + KEY_BYTES + " bytes could not be used", e);
        }
    }

    private static boolean isWebAddress(String base) {
        try {
            URI uri = URI.create(base);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** The token of an invitation. */
    public String invitation(CustomerId customer, String contactId, Instant expires) {
        return token(new LinkTarget.Invitation(customer, contactId, expires));
    }

    /** The token that ends a customer's consent to a purpose; it does not expire. */
    public String unsubscribe(CustomerId customer, Purpose purpose) {
        return token(new LinkTarget.Unsubscribe(customer, purpose));
    }

    private String token(LinkTarget target) {
        try {
            byte[] sealed =
                    seal.encryptDeterministically(TokenText.of(target).getBytes(StandardCharsets.UTF_8), CONTEXT);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a link of " + target.customer().name() + " could not be sealed", e);
        }
    }

    /** What a token leads to; empty when it is forged, cut off or of another installation. */
    public Optional<LinkTarget> parse(String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] plain = seal.decryptDeterministically(Base64.getUrlDecoder().decode(token), CONTEXT);
            return Optional.of(TokenText.parse(new String(plain, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    /**
     * The address of a token's page.
     *
     * @throws IllegalArgumentException when it is no token of this installation
     */
    public String url(String token) {
        LinkTarget target = parse(token)
                .orElseThrow(() -> new IllegalArgumentException("token: not one of this installation (expected: one)"));
        return switch (target) {
            case LinkTarget.Invitation invitation -> base + "/f/" + token;
            case LinkTarget.Unsubscribe unsubscribe -> base + "/u/" + token;
        };
    }
}
