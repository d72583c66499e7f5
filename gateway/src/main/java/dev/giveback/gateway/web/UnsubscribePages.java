package dev.giveback.gateway.web;

import static j2html.TagCreator.button;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.input;
import static j2html.TagCreator.p;

import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.OpenUnsubscribeResponse;
import dev.giveback.feedback.v1.UnsubscribeResponse;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of the link that unsubscribes. Reading it does nothing, because mail programs and scanners read every link; a press of a button
 * does, and so does the one click of RFC 8058, which is a form, urlencoded or of several parts, that says
 * {@code List-Unsubscribe=One-Click}: every press without {@code all=1} means the purpose of the link.
 */
record UnsubscribePages(Answers answers) {
    private static final String ALL = "all";

    WebPage answer(WebRequest request, String token) {
        return request.isPost() ? unsubscribe(request, token) : show(request, token);
    }

    private WebPage show(WebRequest request, String token) {
        OpenUnsubscribeResponse there = answers.openUnsubscribe(token);
        Texts texts = texts(request, there.getLanguageCode());
        String purpose = texts.purpose(there.getPurpose());
        List<DomContent> content = new ArrayList<>();
        content.add(h1(texts.text("unsubscribe.title")));
        content.add(
                there.getUnsubscribed()
                        ? p(texts.text("unsubscribe.already", purpose))
                        : p(texts.text("unsubscribe.text", purpose)));
        if (!there.getUnsubscribed()) {
            content.add(choice(request, token, false, texts.text("unsubscribe.purpose", purpose)));
        }
        content.add(choice(request, token, true, texts.text("unsubscribe.all")));
        content.add(p(texts.text("unsubscribe.hint")).withClass("hint"));
        return WebPage.html(
                200,
                Layout.page(texts.language(), there.getProgramDisplayName(), texts.text("unsubscribe.title"), content));
    }

    private static DomContent choice(WebRequest request, String token, boolean all, String text) {
        return form(
                        input().withType("hidden").withName("lang").withValue(request.chosenLanguage()),
                        input().withType("hidden").withName(ALL).withValue(all ? "1" : "0"),
                        button(text).withType("submit").withClass(all ? "secondary" : ""))
                .withMethod("post")
                .withAction("/u/" + token);
    }

    private WebPage unsubscribe(WebRequest request, String token) {
        boolean all = request.form().getOrDefault(ALL, List.of()).contains("1");
        UnsubscribeResponse done = answers.unsubscribe(token, all);
        Texts texts = texts(request, done.getLanguageCode());
        String purpose = texts.purpose(all ? ContactPurpose.CONTACT_PURPOSE_UNSPECIFIED : done.getPurpose());
        String title = texts.text("unsubscribed.title");
        return WebPage.html(
                200,
                Layout.page(
                        texts.language(),
                        "",
                        title,
                        List.of(
                                h1(title),
                                p(texts.text("unsubscribed.text", purpose)),
                                p(texts.text("unsubscribe.hint")).withClass("hint"))));
    }

    private static Texts texts(WebRequest request, String told) {
        return told.isEmpty() || !request.chosenLanguage().isEmpty() ? request.texts() : Texts.of(told);
    }
}
