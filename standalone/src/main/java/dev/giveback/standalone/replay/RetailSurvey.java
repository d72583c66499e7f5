package dev.giveback.standalone.replay;

import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.FollowUpRule;
import dev.giveback.feedback.v1.GetContactPolicyRequest;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.List;
import java.util.Set;

/**
 * The survey of a replay: would you recommend us, and why. An answer is rewarded with nothing, so that the points can still be summed from the
 * file alone.
 */
final class RetailSurvey {
    static final String ID = "replay-nps";
    static final String SCORE = "recommend";
    static final String WHY = "why";

    private static final int DETRACTOR = 6;
    private static final int HELD_OUT = 1_000;
    private static final Set<String> THERE_ALREADY = Set.of("SURVEY_EXISTS", "REQUEST_ID_REUSED");

    private RetailSurvey() {}

    static String name(String program) {
        return "programs/" + program + "/surveys/" + ID;
    }

    /** Creates the survey, and sets a policy if nobody has set one. */
    static void ensure(GatewayClient client, String program) {
        ensurePolicy(client, program);
        try {
            client.await(client.outreach()
                    .createSurvey(CreateSurveyRequest.newBuilder()
                            .setSurvey(survey(program))
                            .setRequestId(RequestIds.createSurvey(program, ID))
                            .build()));
        } catch (Refused refused) {
            if (!THERE_ALREADY.contains(refused.reason())) {
                throw Problem.failed(
                        "the survey " + name(program) + " could not be created: " + refused.getMessage(), refused);
            }
        }
    }

    private static void ensurePolicy(GatewayClient client, String program) {
        String name = "programs/" + program + "/contactPolicy";
        ContactPolicy there = client.await(client.outreach()
                        .getContactPolicy(GetContactPolicyRequest.newBuilder()
                                .setName(name)
                                .build()))
                .getPolicy();
        if (there.getVersion() == 0) {
            var unused = client.await(client.outreach()
                    .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                            .setPolicy(policy(name))
                            .setRequestId(RequestIds.contactPolicy(program))
                            .build()));
        }
    }

    /** A shop that may ask after a purchase, three messages a week and one survey a month; a tenth of its customers is never asked. */
    private static ContactPolicy policy(String name) {
        return ContactPolicy.newBuilder()
                .setName(name)
                .addLimits(ContactLimit.newBuilder().setMaxContacts(3).setDays(7))
                .addLimits(ContactLimit.newBuilder()
                        .setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                        .setMaxContacts(1)
                        .setDays(30))
                .addAllAssumedConsent(
                        List.of(ContactPurpose.CONTACT_PURPOSE_SERVICE, ContactPurpose.CONTACT_PURPOSE_SURVEY))
                .setSender("Online Retail <hello@shop.example>")
                .setHeldOutPer10000(HELD_OUT)
                .build();
    }

    private static Survey survey(String program) {
        return Survey.newBuilder()
                .setName(name(program))
                .setDisplayName("Would you recommend us? (replay)")
                .setDefaultLanguage("en")
                .setTitle(text("How was your order?"))
                .addQuestions(Question.newBuilder()
                        .setQuestionId(SCORE)
                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                        .setRequired(true)
                        .setText(text("How likely are you to recommend us to a friend?")))
                .addQuestions(Question.newBuilder()
                        .setQuestionId(WHY)
                        .setKind(QuestionKind.QUESTION_KIND_FREE_TEXT)
                        .setText(text("Why?")))
                .setChannel(Channel.CHANNEL_IN_APP)
                .setFollowUp(FollowUpRule.newBuilder().setMaxScore(DETRACTOR))
                .build();
    }

    private static LocalizedText text(String english) {
        return LocalizedText.newBuilder().putTexts("en", english).build();
    }
}
