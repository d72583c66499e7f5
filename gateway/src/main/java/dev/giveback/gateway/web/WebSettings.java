package dev.giveback.gateway.web;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * Settings of the customers' pages.
 *
 * @param maxFormBytes the longest form that is read
 * @param callTimeout the longest that feedback-service is waited for, a call
 */
public record WebSettings(int maxFormBytes, Duration callTimeout) {
    private static final int LEAST_FORM = 16 * 1024;
    private static final int LARGEST_FORM = 4 * 1024 * 1024;

    /** Reads {@code giveback.gateway.web}. */
    public static WebSettings from(Settings root) {
        Settings web = root.at("giveback.gateway.web");
        return new WebSettings(
                web.bytes("max-form-size", LEAST_FORM, LARGEST_FORM),
                web.duration("call-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
    }
}
