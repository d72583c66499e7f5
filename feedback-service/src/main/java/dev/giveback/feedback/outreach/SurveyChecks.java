package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.mail.TemplateCheck;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Choice;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.Survey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of surveys. What is left out is filled in with what is usual. */
public final class SurveyChecks {
    private static final int TITLE = 200;
    private static final int THANKS = 1_000;
    private static final int QUESTION = 500;
    private static final int CHOICE = 200;
    private static final int FEWEST_CHOICES = 2;
    private static final long USUAL_LIFETIME = 30 * SourceChecks.DAY;
    private static final long MAX_LIFETIME = 366 * SourceChecks.DAY;

    private SurveyChecks() {}

    /**
     * A survey as it is to be stored.
     *
     * @throws io.grpc.StatusRuntimeException naming the field and its rule
     */
    public static Survey check(Survey survey, String program, ConditionCheck conditions) {
        Fields.displayName("survey.display_name", survey.getDisplayName());
        String language = SourceChecks.defaultLanguage("survey.default_language", survey.getDefaultLanguage());
        QuestionKind scored = questions(survey.getQuestionsList(), language);
        Fields.optional("survey.title", survey.getTitle(), TITLE, language);
        Fields.optional("survey.thanks", survey.getThanks(), THANKS, language);
        Channel channel = SourceChecks.channel("survey.channel", survey.getChannel());
        Survey.Builder checked = survey.toBuilder()
                .setDefaultLanguage(language)
                .setChannel(channel)
                .setLinkLifetime(Fields.within(
                        "survey.link_lifetime",
                        survey.hasLinkLifetime(),
                        survey.getLinkLifetime(),
                        USUAL_LIFETIME,
                        SourceChecks.HOUR,
                        MAX_LIFETIME));
        if (survey.hasInvitation()) {
            SourceChecks.template(
                    "survey.invitation",
                    survey.getInvitation(),
                    language,
                    TemplateCheck.invitation(survey.getInvitation()));
        }
        if (survey.hasTrigger()) {
            if (channel == Channel.CHANNEL_IN_APP) {
                throw Fields.refused("survey.channel", "must be EMAIL or WEBHOOK where there is a trigger");
            }
            checked.setTrigger(SourceChecks.trigger("survey.trigger", survey.getTrigger(), conditions));
        }
        rewards(survey, program);
        scores(survey, scored);
        return checked.clearState().clearVersion().clearCreateTime().build();
    }

    private static void rewards(Survey survey, String program) {
        if (survey.hasReward()) {
            Fields.reward("survey.reward", survey.getReward(), program);
        }
        if (survey.getFollowUp().hasRecovery()) {
            Fields.reward("survey.follow_up.recovery", survey.getFollowUp().getRecovery(), program);
        }
    }

    private static void scores(Survey survey, @Nullable QuestionKind scored) {
        if (survey.hasFollowUp()) {
            score("survey.follow_up.max_score", survey.getFollowUp().getMaxScore(), scored);
        }
        if (survey.hasReferralFromScore()) {
            score("survey.referral_from_score", survey.getReferralFromScore(), scored);
        }
    }

    private static void score(String field, int score, @Nullable QuestionKind scored) {
        if (scored == null) {
            throw Fields.refused(field, "needs a question with a score: NPS, CSAT or CES");
        }
        if (score < scored.lowest() || score > scored.highest()) {
            throw Fields.refused(
                    field, "must be a score of " + scored + ", " + scored.lowest() + " to " + scored.highest());
        }
    }

    /** The kind of the question whose score is the survey's; null if there is none. */
    private static @Nullable QuestionKind questions(List<Question> questions, String language) {
        Set<String> ids = new HashSet<>();
        QuestionKind scored = null;
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            String field = "survey.questions[" + i + "]";
            if (!ids.add(question.getQuestionId())) {
                throw Fields.refused(field + ".question_id", "must be there once in the survey");
            }
            Fields.required(field + ".text", question.getText(), QUESTION, language);
            QuestionKind kind = QuestionKind.of(question.getKindValue());
            choices(field + ".choices", question.getChoicesList(), kind, language);
            if (kind.isScore()) {
                if (scored != null) {
                    throw Fields.refused(field + ".kind", "must not be a second score: a survey has one at most");
                }
                scored = kind;
            }
        }
        return scored;
    }

    private static void choices(String field, List<Choice> choices, QuestionKind kind, String language) {
        if (!kind.isChoice()) {
            if (!choices.isEmpty()) {
                throw Fields.refused(field, "must be empty but of SINGLE_CHOICE and MULTIPLE_CHOICE");
            }
            return;
        }
        if (choices.size() < FEWEST_CHOICES) {
            throw Fields.refused(field, "must have 2 to 20");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < choices.size(); i++) {
            if (!ids.add(choices.get(i).getChoiceId())) {
                throw Fields.refused(field + "[" + i + "].choice_id", "must be there once in the question");
            }
            Fields.required(field + "[" + i + "].text", choices.get(i).getText(), CHOICE, language);
        }
    }
}
