package dev.giveback.gateway.web;

import static j2html.TagCreator.h1;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** Pages that only say something. */
final class Notices {
    private static final String RETRY_AFTER_SECONDS = "10";

    private Notices() {}

    /** A heading and a text. */
    static WebPage notice(int status, Texts texts, String key) {
        return notice(status, texts, key, "");
    }

    /** The same with a text of the survey's, in that language. */
    static WebPage notice(int status, Texts texts, String key, String thanks) {
        String title = texts.text(key + ".title");
        List<DomContent> content = new ArrayList<>(List.of(h1(title), p(texts.text(key + ".text"))));
        if (!thanks.isEmpty()) {
            content.add(p(thanks).withClass("thanks"));
        }
        return WebPage.html(status, Layout.page(texts.language(), "", title, content));
    }

    /** The page for a refusal. Which languages it has the refusal may tell, else the request does. */
    static WebPage of(LinkRefusal refusal, WebRequest request) {
        Texts texts = texts(refusal, request);
        String thanks = refusal.metadata().getOrDefault("thanks", "");
        return switch (refusal.kind()) {
            case NOT_VALID -> notice(404, texts, "link");
            case EXPIRED -> notice(410, texts, "expired");
            case GONE -> notice(410, texts, "gone");
            case ANSWERED -> notice(409, texts, "answered", thanks);
            case CHANGED -> notice(409, texts, "changed", thanks);
            case INVALID -> notice(400, texts, "invalid");
            case AWAY -> away(texts);
            case FAILED -> notice(500, texts, "failed");
        };
    }

    static Texts texts(LinkRefusal refusal, WebRequest request) {
        String told = refusal.metadata().getOrDefault("language_code", "");
        return told.isEmpty() || !request.chosenLanguage().isEmpty() ? request.texts() : Texts.of(told);
    }

    private static WebPage away(Texts texts) {
        return notice(503, texts, "away").with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** A page that keeps a form for another try. */
    static WebPage retry(String html) {
        return WebPage.html(503, html).with("Retry-After", RETRY_AFTER_SECONDS);
    }
}
