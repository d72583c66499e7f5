package dev.giveback.gateway.web;

import java.util.Map;

/**
 * An answer to a browser.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body the text
 * @param headers beside those that every page has
 */
record WebPage(int status, String contentType, String body, Map<String, String> headers) {
    private static final String HTML = "text/html; charset=utf-8";

    static WebPage html(int status, String html) {
        return new WebPage(status, HTML, html, Map.of());
    }

    static WebPage plain(String text) {
        return new WebPage(200, "text/plain; charset=utf-8", text, Map.of());
    }

    WebPage with(String header, String value) {
        return new WebPage(status, contentType, body, Map.of(header, value));
    }
}
