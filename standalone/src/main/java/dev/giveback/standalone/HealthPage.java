package dev.giveback.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * What Giveback on this machine says of itself by HTTP. A gateway with a certificate answers nobody who asks in plain text, and the certificate need not be
 * of this machine's name, nor is the one here that it may ask of callers; this page asks for neither.
 */
final class HealthPage {
    private static final int LIMIT_MILLIS = 2_000;

    private HealthPage() {}

    /** Whether {@code /health/ready} at this port is answered 200. */
    static boolean saysReady(int port) {
        try {
            HttpURLConnection page = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/ready")
                    .toURL()
                    .openConnection();
            page.setConnectTimeout(LIMIT_MILLIS);
            page.setReadTimeout(LIMIT_MILLIS);
            try {
                return page.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                page.disconnect();
            }
        } catch (IOException notServed) {
            return false;
        }
    }
}
