package dev.giveback.gateway.web;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What all pages have in common: the frame of HTML, the style, and the headers that keep a page to itself. */
final class Layout {
    private static final String STYLE = read("style.css");

    /** Headers of every answer. The style is allowed by its hash, and there is no script at all. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-" + hash(STYLE)
                    + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "X-Robots-Tag",
            "noindex, nofollow",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private Layout() {}

    /**
     * A page. Everything in it is escaped by the tags that it is made of.
     *
     * @param language of the page
     * @param program how the program is called; empty when that is not known
     * @param title in the browser's title bar
     */
    static String page(String language, String program, String title, List<? extends DomContent> content) {
        var main = main();
        if (!program.isEmpty()) {
            main.with(p(program).withClass("program"));
        }
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                title(program.isEmpty() ? title : title + " – " + program),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                meta().withName("robots").withContent("noindex, nofollow"),
                                style().with(rawHtml(STYLE))),
                        body(main.with(content)))
                .withLang(language));
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Layout.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
