package dev.giveback.gateway.web;

import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.ShownQuestion;
import dev.giveback.gateway.web.LinkRefusal.Kind;
import dev.giveback.gateway.web.LinkRefusal.Violation;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The survey behind a link: shows it, and hands in what was filled in. */
record SurveyPages(Answers answers) {
    private static final Pattern OF_ANSWER = Pattern.compile("answers\\[([0-9]{1,2})\\].*");

    WebPage answer(WebRequest request, String token) {
        if (!request.isPost()) {
            return WebPage.html(
                    200,
                    new SurveyPage(token, answers.open(token, request.chosenLanguage()))
                            .html(SurveyForm.empty(), Map.of()));
        }
        SurveyForm form = SurveyForm.of(request.form());
        try {
            return handIn(request, token, form);
        } catch (StatusRuntimeException failed) {
            LinkRefusal refusal = LinkRefusal.of(failed);
            if (refusal.kind() == Kind.AWAY) {
                return Notices.retry(KeptForm.page(request.texts(), request.chosenLanguage(), token, form));
            }
            throw failed;
        }
    }

    /** A link that was answered is handed to the service all the same: it knows whether this is the same answer again. */
    private WebPage handIn(WebRequest request, String token, SurveyForm form) {
        OpenInvitationResponse survey;
        try {
            survey = answers.open(token, request.chosenLanguage());
        } catch (StatusRuntimeException refused) {
            if (LinkRefusal.of(refused).kind() == Kind.ANSWERED) {
                return thanks(request, token, form);
            }
            throw refused;
        }
        SurveyPage page = new SurveyPage(token, survey);
        Map<String, String> problems = page.say(form.problems(survey.getQuestionsList()));
        if (!problems.isEmpty()) {
            return WebPage.html(422, page.html(form, problems));
        }
        try {
            return thanks(request, token, form);
        } catch (StatusRuntimeException refused) {
            LinkRefusal refusal = LinkRefusal.of(refused);
            if (refusal.kind() != Kind.INVALID) {
                throw refused;
            }
            return WebPage.html(422, page.html(form, problems(refusal, form, survey.getQuestionsList())));
        }
    }

    private WebPage thanks(WebRequest request, String token, SurveyForm form) {
        return WebPage.html(200, ThanksPage.of(request, answers.submit(token, form.answers())));
    }

    /** What the service found, by question; what is of no question is told of the first. */
    private static Map<String, String> problems(LinkRefusal refusal, SurveyForm form, List<ShownQuestion> questions) {
        List<QuestionAnswer> given = form.answers();
        Map<String, String> problems = new LinkedHashMap<>();
        for (Violation violation : refusal.violations()) {
            Matcher field = OF_ANSWER.matcher(violation.field());
            int index = field.matches() ? Integer.parseInt(field.group(1)) : given.size();
            String question = index < given.size()
                    ? given.get(index).getQuestionId()
                    : questions.getFirst().getQuestionId();
            problems.putIfAbsent(question, violation.rule());
        }
        return problems;
    }
}
