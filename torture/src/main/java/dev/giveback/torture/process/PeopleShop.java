package dev.giveback.torture.process;

import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.CreateMessageRequest;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.FollowUpRule;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;

/** A shop that asks its customers by hand, and thanks them by mail. */
final class PeopleShop {
    private final Calls calls;

    PeopleShop(Calls calls) {
        this.calls = calls;
    }

    /** Makes a survey that is asked by hand, and a message that is mailed after each purchase. */
    void open() throws InterruptedException {
        calls.call(() -> calls.to(OutreachServiceGrpc::newBlockingStub)
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setRequestId("policy")
                        .setPolicy(ContactPolicy.newBuilder()
                                .setName(calls.name("contactPolicy"))
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                                .setSender("The Shop <hello@shop.example>"))
                        .build()));
        calls.call(() -> calls.to(OutreachServiceGrpc::newBlockingStub)
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setRequestId("survey")
                        .setSurvey(survey())
                        .build()));
        calls.call(() -> calls.to(OutreachServiceGrpc::newBlockingStub)
                .createMessage(CreateMessageRequest.newBuilder()
                        .setRequestId("message")
                        .setMessage(thanks())
                        .build()));
    }

    private Survey survey() {
        return Survey.newBuilder()
                .setName(calls.name("surveys/" + Telling.SURVEY))
                .setDisplayName("After a purchase")
                .addQuestions(Question.newBuilder()
                        .setQuestionId("score")
                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                        .setRequired(true)
                        .setText(text("Would you recommend us?")))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("why")
                        .setKind(QuestionKind.QUESTION_KIND_FREE_TEXT)
                        .setText(text("Why?")))
                .setFollowUp(FollowUpRule.newBuilder().setMaxScore(Telling.LOW_SCORE))
                .build();
    }

    private OutreachMessage thanks() {
        return OutreachMessage.newBuilder()
                .setName(calls.name("messages/thanks"))
                .setDisplayName("Thanks")
                .setPurpose(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                .setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_PURCHASE))
                .setTemplate(MessageTemplate.newBuilder()
                        .setSubject(text("Thanks"))
                        .setText(text("Thanks, {{customer.given_name}}!")))
                .build();
    }

    private static LocalizedText text(String english) {
        return LocalizedText.newBuilder().putTexts("en", english).build();
    }
}
