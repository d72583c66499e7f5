package dev.giveback.gateway.web;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.textarea;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;

/** The page while the service is away: everything that was filled in stays in it, and a press of its button tries again. */
final class KeptForm {
    private KeptForm() {}

    /**
     * The page.
     *
     * @param language that was chosen; empty for none
     */
    static String page(Texts texts, String language, String token, SurveyForm filledIn) {
        String title = texts.text("kept.title");
        return Layout.page(
                texts.language(),
                "",
                title,
                List.of(
                        h1(title),
                        p(texts.text("kept.text")),
                        form(
                                        input().withType("hidden")
                                                .withName("lang")
                                                .withValue(language),
                                        each(filledIn.values().entrySet(), field -> field(texts, field)),
                                        button(texts.text("kept.again")).withType("submit"))
                                .withMethod("post")
                                .withAction("/f/" + token)
                                .attr("accept-charset", "utf-8")));
    }

    /** Texts are shown, because they are the customer's work; scores and choices go along unseen. */
    private static DomContent field(Texts texts, Map.Entry<String, List<String>> field) {
        String name = field.getKey();
        if (name.startsWith(SurveyForm.TEXT)) {
            String id = name.replace('.', '-');
            return div(
                            label(texts.text("kept.yours")).withFor(id).withClass("question"),
                            textarea(field.getValue().getFirst())
                                    .withId(id)
                                    .withName(name)
                                    .withRows("4"))
                    .withClass("ask");
        }
        return div(each(
                field.getValue(),
                value -> input().withType("hidden").withName(name).withValue(value)));
    }
}
