package dev.giveback.gateway.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.li;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.ul;

import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.ShownQuestion;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page with the questions. */
final class SurveyPage {
    private final String token;
    private final OpenInvitationResponse survey;
    private final Texts texts;

    SurveyPage(String token, OpenInvitationResponse survey) {
        this.token = token;
        this.survey = survey;
        this.texts = Texts.of(survey.getLanguageCode());
    }

    /** Problems in words, from the keys of the texts. */
    Map<String, String> say(Map<String, String> keys) {
        Map<String, String> problems = new LinkedHashMap<>();
        keys.forEach((question, key) -> problems.put(question, texts.text(key, SurveyForm.MAX_TEXT)));
        return problems;
    }

    /**
     * The page.
     *
     * @param filledIn what was filled in before
     * @param problems what is wrong with it, by question
     */
    String html(SurveyForm filledIn, Map<String, String> problems) {
        String title = survey.getTitle().isEmpty() ? texts.text("survey.title") : survey.getTitle();
        List<DomContent> content = new ArrayList<>();
        if (survey.getLanguageCodesCount() > 1) {
            content.add(languages());
        }
        content.add(h1(title));
        String reward = texts.reward(survey.getReward());
        if (!reward.isEmpty()) {
            content.add(p(texts.text("survey.reward", reward)).withClass("reward"));
        }
        if (!problems.isEmpty()) {
            content.add(summary(problems));
        }
        content.add(questions(filledIn, problems));
        return Layout.page(
                survey.getLanguageCode(),
                survey.getProgramDisplayName(),
                problems.isEmpty() ? title : texts.text("problems.title") + ": " + title,
                content);
    }

    private DomContent questions(SurveyForm filledIn, Map<String, String> problems) {
        QuestionFields fields = new QuestionFields(texts, survey.getLanguageCode(), filledIn);
        return form(
                        input().withType("hidden").withName("lang").withValue(survey.getLanguageCode()),
                        each(
                                survey.getQuestionsList(),
                                question -> fields.of(question, problems.get(question.getQuestionId()))),
                        button(texts.text("survey.send")).withType("submit"),
                        p(texts.text("survey.once")).withClass("hint"))
                .withMethod("post")
                .withAction("/f/" + token)
                .attr("accept-charset", "utf-8")
                .attr("novalidate");
    }

    /** Names each question that has a problem, and leads to its first field. */
    private DomContent summary(Map<String, String> problems) {
        List<ShownQuestion> wrong = survey.getQuestionsList().stream()
                .filter(question -> problems.containsKey(question.getQuestionId()))
                .toList();
        return div(
                        h2(texts.text("problems.title")).withId("problems-title"),
                        ul(each(
                                wrong,
                                question -> li(a(question.getText() + ": " + problems.get(question.getQuestionId()))
                                        .withHref("#" + QuestionFields.id(question))))))
                .withClass("problems")
                .attr("role", "alert")
                .attr("aria-labelledby", "problems-title");
    }

    private DomContent languages() {
        return nav(each(survey.getLanguageCodesList(), this::language))
                .withClass("languages")
                .attr("aria-label", texts.text("languages"));
    }

    private DomContent language(String code) {
        Locale locale = Locale.forLanguageTag(code);
        String name = locale.getDisplayName(locale);
        return code.equals(survey.getLanguageCode())
                ? span(strong(name).withLang(code).attr("aria-current", "true"))
                : span(a(name).withHref("/f/" + token + "?lang=" + code)
                        .withLang(code)
                        .attr("hreflang", code));
    }
}
