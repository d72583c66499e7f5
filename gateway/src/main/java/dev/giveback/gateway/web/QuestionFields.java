package dev.giveback.gateway.web;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.fieldset;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.legend;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.textarea;

import dev.giveback.feedback.v1.ShownQuestion;
import j2html.tags.DomContent;
import j2html.tags.specialized.InputTag;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one question, with what was filled in before.
 *
 * @param texts our own texts
 * @param language of the survey's texts
 * @param form what was filled in
 */
record QuestionFields(Texts texts, String language, SurveyForm form) {

    /** The id of the element that a link in the summary of problems leads to. */
    static String id(ShownQuestion question) {
        return "q-" + question.getQuestionId();
    }

    DomContent of(ShownQuestion question, @Nullable String problem) {
        return switch (question.getKind()) {
            case QUESTION_KIND_NPS -> scale(question, 0, 10, "nps", problem);
            case QUESTION_KIND_CSAT -> scale(question, 1, 5, "csat", problem);
            case QUESTION_KIND_CES -> scale(question, 1, 7, "ces", problem);
            case QUESTION_KIND_SINGLE_CHOICE -> choices(question, "radio", problem);
            case QUESTION_KIND_MULTIPLE_CHOICE -> choices(question, "checkbox", problem);
            case QUESTION_KIND_FREE_TEXT, QUESTION_KIND_UNSPECIFIED, UNRECOGNIZED -> text(question, problem);
        };
    }

    private DomContent scale(ShownQuestion question, int least, int most, String kind, @Nullable String problem) {
        var buttons = div().withClass("scale " + kind)
                .with(IntStream.rangeClosed(least, most)
                        .mapToObj(score -> label(
                                option(question, "radio", Integer.toString(score), score == least),
                                span(Integer.toString(score))))
                        .toList());
        var ends = div(span(texts.text(kind + ".least", least)), span(texts.text(kind + ".most", most)))
                .withClass("ends");
        return group(question, problem, List.of(ends, buttons, noAnswer(question)));
    }

    private DomContent choices(ShownQuestion question, String type, @Nullable String problem) {
        boolean isFirst = true;
        var list = div().withClass("choices");
        for (var choice : question.getChoicesList()) {
            list.with(label(
                    option(question, type, choice.getChoiceId(), isFirst),
                    span(choice.getText()).withLang(language)));
            isFirst = false;
        }
        return type.equals("radio")
                ? group(question, problem, List.of(list, noAnswer(question)))
                : group(question, problem, List.of(p(texts.text("several")).withClass("hint"), list));
    }

    /** A radio button cannot be let go of again, so a question that need not be answered has one for no answer. */
    private DomContent noAnswer(ShownQuestion question) {
        return question.getRequired()
                ? span()
                : div(label(
                                input().withType("radio")
                                        .withName(SurveyForm.field(question))
                                        .withValue(""),
                                span(texts.text("no-answer"))))
                        .withClass("choices");
    }

    private InputTag option(ShownQuestion question, String type, String value, boolean isFirst) {
        return input().withType(type)
                .withName(SurveyForm.field(question))
                .withValue(value)
                .withCondId(isFirst, id(question))
                .withCondChecked(form.given(question).contains(value));
    }

    private DomContent text(ShownQuestion question, @Nullable String problem) {
        String id = id(question);
        List<String> given = form.given(question);
        return div(
                        label(span(question.getText()).withLang(language), mark(question))
                                .withFor(id)
                                .withClass("question"),
                        p(texts.text("text.hint", SurveyForm.MAX_TEXT))
                                .withClass("hint")
                                .withId(id + "-hint"),
                        each(problem == null ? List.<String>of() : List.of(problem), each -> problem(question, each)),
                        textarea(given.isEmpty() ? "" : given.getFirst())
                                .withId(id)
                                .withName(SurveyForm.field(question))
                                .withRows("4")
                                .attr(
                                        "aria-describedby",
                                        id + "-hint" + (problem == null ? "" : " " + id + "-problem")))
                .withClass(problem == null ? "ask" : "ask wrong");
    }

    private DomContent group(ShownQuestion question, @Nullable String problem, List<? extends DomContent> fields) {
        var group = fieldset(legend(span(question.getText()).withLang(language), mark(question)))
                .withClass(problem == null ? "ask" : "ask wrong");
        if (problem != null) {
            group.with(problem(question, problem)).attr("aria-describedby", id(question) + "-problem");
        }
        return group.with(fields);
    }

    private DomContent mark(ShownQuestion question) {
        return question.getRequired()
                ? span(" (" + texts.text("required") + ")").withClass("mark")
                : span();
    }

    private static DomContent problem(ShownQuestion question, String problem) {
        return p(problem).withClass("problem").withId(id(question) + "-problem");
    }
}
