package dev.giveback.gateway.guard;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;

/** What an issuer publishes: its metadata, and the keys that they name. Redirects are not followed, since the address is part of what is trusted. */
final class IssuerPages {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MAX_BYTES = 256 * 1024;

    private final DefaultResourceRetriever web = new Straight();
    private final URI discovery;
    private final String issuer;

    IssuerPages(URI discovery, String issuer) {
        this.discovery = discovery;
        this.issuer = issuer;
    }

    /** Asks for both. Where the keys are may have changed, so it is asked each time. */
    JWKSet keys() throws IOException, ParseException {
        Map<String, Object> metadata = JSONObjectUtils.parse(text(discovery));
        if (!issuer.equals(metadata.get("issuer"))) {
            throw new IOException("the metadata at " + discovery + " are not those of " + issuer);
        }
        URI address = URI.create(String.valueOf(metadata.get("jwks_uri")));
        if (!mayBeAsked(address, isLoopback(discovery))) {
            throw new IOException("jwks_uri of the metadata at " + discovery
                    + " (expected: https, or an address of loopback if the metadata are on loopback)");
        }
        return JWKSet.parse(text(address)).toPublicJWKSet();
    }

    private String text(URI address) throws IOException {
        return web.retrieveResource(address.toURL()).getContent();
    }

    /** Whether it is https, or plain http to this machine where that is allowed. */
    static boolean mayBeAsked(URI address, boolean loopbackAllowed) {
        if (address.getHost() == null) {
            return false;
        }
        return isLoopback(address)
                ? loopbackAllowed && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                : "https".equals(address.getScheme());
    }

    private static boolean isLoopback(URI address) {
        return "127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost());
    }

    private static final class Straight extends DefaultResourceRetriever {
        Straight() {
            super(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
