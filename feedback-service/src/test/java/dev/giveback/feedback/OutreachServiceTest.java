package dev.giveback.feedback;

import static dev.giveback.feedback.Surveys.POLICY;
import static dev.giveback.feedback.Surveys.PROGRAM;
import static dev.giveback.feedback.Surveys.choice;
import static dev.giveback.feedback.Surveys.field;
import static dev.giveback.feedback.Surveys.message;
import static dev.giveback.feedback.Surveys.policy;
import static dev.giveback.feedback.Surveys.question;
import static dev.giveback.feedback.Surveys.refused;
import static dev.giveback.feedback.Surveys.survey;
import static dev.giveback.feedback.Surveys.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Choice;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.CreateMessageRequest;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.FollowUpRule;
import dev.giveback.feedback.v1.GetContactPolicyRequest;
import dev.giveback.feedback.v1.GetMessageRequest;
import dev.giveback.feedback.v1.GetSurveyRequest;
import dev.giveback.feedback.v1.ListMessagesRequest;
import dev.giveback.feedback.v1.ListSurveysRequest;
import dev.giveback.feedback.v1.ListSurveysResponse;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.QuietHours;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.RotateWebhookSecretRequest;
import dev.giveback.feedback.v1.SetMessageStateRequest;
import dev.giveback.feedback.v1.SetSurveyStateRequest;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.feedback.v1.UpdateMessageRequest;
import dev.giveback.feedback.v1.UpdateSurveyRequest;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies, surveys and messages over a real connection and a real journal. */
final class OutreachServiceTest {
    @TempDir
    private static Path mails;

    private static TestDatabase database;
    private static MemoryShop shop;
    private static RunningFeedback service;
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create();
        shop = MemoryShop.open();
        service = RunningFeedback.start(database, shop, mails);
    }

    @AfterAll
    static void stop() {
        service.close();
        shop.close();
        database.close();
    }

    private static String request() {
        return "request-" + REQUESTS.incrementAndGet();
    }

    private static Survey.Builder named(String id) {
        return survey().setName(PROGRAM + "/surveys/" + id);
    }

    private static Survey create(Survey.Builder survey) {
        return service.outreach()
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setSurvey(survey)
                        .setRequestId(request())
                        .build())
                .getSurvey();
    }

    private static OutreachMessage create(OutreachMessage.Builder message) {
        return service.outreach()
                .createMessage(CreateMessageRequest.newBuilder()
                        .setMessage(message)
                        .setRequestId(request())
                        .build())
                .getMessage();
    }

    private static ContactPolicy set(ContactPolicy.Builder policy) {
        return service.outreach()
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setPolicy(policy)
                        .setRequestId(request())
                        .build())
                .getPolicy();
    }

    // Policies.

    @Test
    void aPolicyHasItsDefaultsUntilItIsSetAndCountsItsVersions() {
        ContactPolicy usual = service.outreach()
                .getContactPolicy(
                        GetContactPolicyRequest.newBuilder().setName(POLICY).build())
                .getPolicy();
        if (usual.getVersion() == 0) {
            assertThat(usual.getLimitsList())
                    .extracting(ContactLimit::getMaxContacts)
                    .containsExactly(3, 1);
            assertThat(usual.getAssumedConsentList()).containsExactly(ContactPurpose.CONTACT_PURPOSE_SERVICE);
        }
        long before = usual.getVersion();
        assertThat(set(policy()).getVersion()).isEqualTo(before + 1);
        assertThat(set(policy()).getVersion()).isEqualTo(before + 2);
    }

    @Test
    void eachRuleOfAPolicyNamesItsField() {
        policyField("policy.name", policy -> policy.setName("programs/shop"));
        policyField(
                "policy.limits[0].days",
                policy -> policy.addLimits(
                        ContactLimit.newBuilder().setMaxContacts(1).setDays(367)));
        policyField(
                "policy.limits[0].max_contacts",
                policy -> policy.addLimits(
                        ContactLimit.newBuilder().setMaxContacts(0).setDays(1)));
        policyField(
                "policy.limits[0].purpose",
                policy -> policy.addLimits(ContactLimit.newBuilder()
                        .setPurposeValue(9)
                        .setMaxContacts(1)
                        .setDays(1)));
        policyField(
                "policy.quiet_hours.start",
                policy -> policy.setQuietHours(
                        QuietHours.newBuilder().setStart("24:00").setEnd("08:00")));
        policyField(
                "policy.quiet_hours.end",
                policy -> policy.setQuietHours(
                        QuietHours.newBuilder().setStart("08:00").setEnd("08:00")));
        policyField("policy.sender", policy -> policy.setSender("hello"));
        policyField("policy.webhook_url", policy -> policy.setWebhookUrl("http://shop.example/hook"));
        policyField("policy.webhook_url", policy -> policy.setWebhookUrl("ftp://127.0.0.1/hook"));
        policyField("policy.held_out_per_10000", policy -> policy.setHeldOutPer10000(5_001));
        policyField("policy.max_lateness", policy -> policy.setMaxLateness(Durations.fromMinutes(59)));
        policyField("policy.max_lateness", policy -> policy.setMaxLateness(Durations.fromDays(31)));
        assertThat(set(policy().setWebhookUrl("http://127.0.0.1:9/hook").setHeldOutPer10000(0))
                        .getWebhookUrl())
                .isEqualTo("http://127.0.0.1:9/hook");
    }

    private static void policyField(String field, UnaryOperator<ContactPolicy.Builder> change) {
        field(() -> set(change.apply(policy())), field);
    }

    @Test
    void aSecretIsShownByTheCallThatMakesItAndByItsRepeatAlone() {
        RotateWebhookSecretRequest rotate = RotateWebhookSecretRequest.newBuilder()
                .setName(POLICY)
                .setRequestId(request())
                .build();
        String first = service.outreach().rotateWebhookSecret(rotate).getSecret();
        assertThat(first).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(first.substring("whsec_".length())))
                .hasSize(32);
        assertThat(service.outreach().rotateWebhookSecret(rotate).getSecret()).isEqualTo(first);
        String second = service.outreach()
                .rotateWebhookSecret(rotate.toBuilder().setRequestId(request()).build())
                .getSecret();
        assertThat(second).isNotEqualTo(first);
    }

    // Surveys.

    @Test
    void aSurveyIsCreatedChangedPausedAndEndedAndKeepsItsVersions() {
        Survey created = create(named("life"));
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getState()).isEqualTo(OutreachState.OUTREACH_STATE_ACTIVE);
        assertThat(created.getChannel()).isEqualTo(Channel.CHANNEL_EMAIL);
        assertThat(created.getDefaultLanguage()).isEqualTo("en");
        assertThat(Durations.toDays(created.getLinkLifetime())).isEqualTo(30);
        refused(() -> create(named("life")), "SURVEY_EXISTS");

        Survey second = update(named("life").setDisplayName("Another"));
        assertThat(second.getVersion()).isEqualTo(2);
        assertThat(get("life", 1).getDisplayName()).isEqualTo("After a purchase");
        assertThat(get("life", 0).getDisplayName()).isEqualTo("Another");
        refused(() -> get("life", 3), "SURVEY_NOT_FOUND");

        assertThat(state("life", OutreachState.OUTREACH_STATE_PAUSED).getVersion())
                .isEqualTo(2);
        assertThat(state("life", OutreachState.OUTREACH_STATE_PAUSED).getState())
                .isEqualTo(OutreachState.OUTREACH_STATE_PAUSED);
        state("life", OutreachState.OUTREACH_STATE_ACTIVE);
        state("life", OutreachState.OUTREACH_STATE_ENDED);
        state("life", OutreachState.OUTREACH_STATE_ENDED);
        refused(() -> state("life", OutreachState.OUTREACH_STATE_ACTIVE), "SURVEY_ENDED");
        refused(() -> update(named("life")), "SURVEY_ENDED");
        refused(() -> update(named("none")), "SURVEY_NOT_FOUND");
        refused(() -> state("none", OutreachState.OUTREACH_STATE_PAUSED), "SURVEY_NOT_FOUND");
        refused(() -> get("none", 0), "SURVEY_NOT_FOUND");
    }

    @Test
    void aRequestThatComesTwiceIsAnsweredAsBefore() {
        CreateSurveyRequest first = CreateSurveyRequest.newBuilder()
                .setSurvey(named("twice"))
                .setRequestId(request())
                .build();
        Survey created = service.outreach().createSurvey(first).getSurvey();
        assertThat(service.outreach().createSurvey(first).getSurvey()).isEqualTo(created);
        refused(
                () -> service.outreach()
                        .createSurvey(
                                first.toBuilder().setSurvey(named("other")).build()),
                "REQUEST_ID_REUSED");
    }

    @Test
    void whatIsOnlyValidatedIsNotThere() {
        CreateSurveyRequest asked = CreateSurveyRequest.newBuilder()
                .setSurvey(named("tried"))
                .setRequestId(request())
                .setValidateOnly(true)
                .build();
        assertThat(service.outreach().createSurvey(asked).getSurvey().getVersion())
                .isEqualTo(1);
        refused(() -> get("tried", 0), "SURVEY_NOT_FOUND");
        service.outreach().createSurvey(asked.toBuilder().setValidateOnly(false).build());
        assertThat(get("tried", 0).getVersion()).isEqualTo(1);
    }

    @Test
    void surveysAreListedInPages() {
        for (String id : new String[] {"page-a", "page-b", "page-c"}) {
            create(named(id));
        }
        String token = Base64.getUrlEncoder().encodeToString("page".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ListSurveysRequest request = ListSurveysRequest.newBuilder()
                .setParent(PROGRAM)
                .setPageSize(2)
                .setPageToken(token)
                .build();
        ListSurveysResponse first = service.outreach().listSurveys(request);
        assertThat(first.getSurveysList())
                .extracting(Survey::getName)
                .containsExactly(PROGRAM + "/surveys/page-a", PROGRAM + "/surveys/page-b");
        ListSurveysResponse second = service.outreach()
                .listSurveys(request.toBuilder()
                        .setPageToken(first.getNextPageToken())
                        .build());
        assertThat(second.getSurveys(0).getName()).isEqualTo(PROGRAM + "/surveys/page-c");
        field(
                () -> service.outreach()
                        .listSurveys(request.toBuilder().setPageToken("?").build()),
                "page_token");
        field(
                () -> service.outreach()
                        .listSurveys(request.toBuilder().setPageSize(201).build()),
                "page_size");
        assertThat(service.outreach()
                        .listMessages(ListMessagesRequest.newBuilder()
                                .setParent(PROGRAM)
                                .build())
                        .getNextPageToken())
                .isEmpty();
    }

    @Test
    void eachRuleOfASurveyNamesItsField() {
        surveyField("survey.name", survey -> survey.setName(PROGRAM + "/surveys/Nps"));
        surveyField("survey.display_name", survey -> survey.setDisplayName(" "));
        surveyField("survey.questions", survey -> survey.clearQuestions());
        surveyField(
                "survey.questions[3].question_id",
                survey -> survey.addQuestions(question("score", QuestionKind.QUESTION_KIND_FREE_TEXT)));
        surveyField(
                "survey.questions[3].question_id",
                survey -> survey.addQuestions(question("Why", QuestionKind.QUESTION_KIND_FREE_TEXT)));
        surveyField(
                "survey.questions[3].kind",
                survey -> survey.addQuestions(question("two", QuestionKind.QUESTION_KIND_CSAT)));
        surveyField(
                "survey.questions[3].text",
                survey -> survey.addQuestions(
                        question("two", QuestionKind.QUESTION_KIND_FREE_TEXT).clearText()));
        surveyField(
                "survey.questions[3].text.texts[en]",
                survey -> survey.addQuestions(
                        question("two", QuestionKind.QUESTION_KIND_FREE_TEXT).setText(text("x".repeat(501)))));
        surveyField(
                "survey.questions[3].text.texts[no_tag]",
                survey -> survey.addQuestions(question("two", QuestionKind.QUESTION_KIND_FREE_TEXT)
                        .setText(text("x").putTexts("no_tag", "x"))));
        surveyField(
                "survey.questions[3].choices",
                survey -> survey.addQuestions(question("two", QuestionKind.QUESTION_KIND_MULTIPLE_CHOICE)
                        .addChoices(choice("a"))));
        surveyField(
                "survey.questions[3].choices",
                survey -> survey.addQuestions(
                        question("two", QuestionKind.QUESTION_KIND_FREE_TEXT).addChoices(choice("a"))));
        surveyField(
                "survey.questions[3].choices[1].choice_id",
                survey -> survey.addQuestions(question("two", QuestionKind.QUESTION_KIND_MULTIPLE_CHOICE)
                        .addChoices(choice("a"))
                        .addChoices(choice("a"))));
        surveyField(
                "survey.questions[3].choices[1].text",
                survey -> survey.addQuestions(question("two", QuestionKind.QUESTION_KIND_MULTIPLE_CHOICE)
                        .addChoices(choice("a"))
                        .addChoices(Choice.newBuilder().setChoiceId("b"))));
        surveyField("survey.default_language", survey -> survey.setDefaultLanguage("e"));
        surveyField("survey.questions[0].text", survey -> survey.setDefaultLanguage("de"));
        surveyField("survey.title.texts[en]", survey -> survey.setTitle(text("x".repeat(201))));
        surveyField(
                "survey.thanks",
                survey -> survey.setThanks(LocalizedText.newBuilder().putTexts("de", "Danke")));
        surveyField(
                "survey.invitation.subject",
                survey -> survey.setInvitation(MessageTemplate.newBuilder().setText(text("{{survey.link}}"))));
        surveyField(
                "survey.invitation.text.texts[en]",
                survey -> survey.setInvitation(
                        MessageTemplate.newBuilder().setSubject(text("Hello")).setText(text("no link"))));
        surveyField("survey.trigger.occasion", survey -> survey.setTrigger(Trigger.getDefaultInstance()));
        surveyField(
                "survey.trigger.occasion",
                survey -> survey.setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_REQUEST)));
        surveyField(
                "survey.trigger.delay", survey -> survey.setTrigger(purchase().setDelay(Durations.fromDays(731))));
        surveyField(
                "survey.trigger.delay", survey -> survey.setTrigger(purchase().setDelay(Durations.fromSeconds(-1))));
        surveyField(
                "survey.trigger.condition",
                survey -> survey.setTrigger(purchase().setCondition("occasion.nothing > 1")));
        surveyField(
                "survey.trigger.sample_per_10000",
                survey -> survey.setTrigger(purchase().setSamplePer10000(0)));
        surveyField(
                "survey.trigger.max_age", survey -> survey.setTrigger(purchase().setMaxAge(Durations.fromMinutes(1))));
        surveyField("survey.channel", survey -> survey.setChannelValue(7));
        surveyField(
                "survey.channel",
                survey -> survey.setChannel(Channel.CHANNEL_IN_APP).setTrigger(purchase()));
        surveyField("survey.link_lifetime", survey -> survey.setLinkLifetime(Durations.fromMinutes(59)));
        surveyField("survey.link_lifetime", survey -> survey.setLinkLifetime(Durations.fromDays(367)));
        surveyField("survey.reward", survey -> survey.setReward(Reward.getDefaultInstance()));
        surveyField(
                "survey.reward.points",
                survey -> survey.setReward(Reward.newBuilder().setPoints(1_000_001)));
        surveyField(
                "survey.reward.campaign",
                survey -> survey.setReward(Reward.newBuilder().setCampaign("programs/other/campaigns/c")));
        surveyField(
                "survey.follow_up.max_score",
                survey -> survey.setFollowUp(FollowUpRule.newBuilder().setMaxScore(11)));
        surveyField("survey.follow_up.max_score", survey -> survey.removeQuestions(0));
        surveyField(
                "survey.follow_up.recovery",
                survey -> survey.setFollowUp(
                        FollowUpRule.newBuilder().setMaxScore(1).setRecovery(Reward.getDefaultInstance())));
        surveyField("survey.referral_from_score", survey -> survey.setReferralFromScore(11));
    }

    private static void surveyField(String field, UnaryOperator<Survey.Builder> change) {
        field(() -> create(change.apply(named("wrong"))), field);
    }

    private static Trigger.Builder purchase() {
        return Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_PURCHASE);
    }

    // Messages.

    @Test
    void aMessageIsCreatedChangedPausedAndEnded() {
        OutreachMessage.Builder life = message().setName(PROGRAM + "/messages/life");
        assertThat(create(life).getTrigger().getSamplePer10000()).isEqualTo(10_000);
        refused(() -> create(life), "MESSAGE_EXISTS");
        UpdateMessageRequest update = UpdateMessageRequest.newBuilder()
                .setMessage(life)
                .setRequestId(request())
                .build();
        assertThat(service.outreach().updateMessage(update).getMessage().getVersion())
                .isEqualTo(2);
        assertThat(state(life.getName(), 3).getState()).isEqualTo(OutreachState.OUTREACH_STATE_ENDED);
        refused(() -> state(life.getName(), 1), "MESSAGE_ENDED");
        refused(
                () -> service.outreach()
                        .updateMessage(
                                update.toBuilder().setRequestId(request()).build()),
                "MESSAGE_ENDED");
        refused(() -> state(PROGRAM + "/messages/none", 1), "MESSAGE_NOT_FOUND");
        refused(
                () -> service.outreach()
                        .getMessage(GetMessageRequest.newBuilder()
                                .setName(PROGRAM + "/messages/none")
                                .build()),
                "MESSAGE_NOT_FOUND");
    }

    @Test
    void eachRuleOfAMessageNamesItsField() {
        messageField("message.name", message -> message.setName(PROGRAM + "/surveys/hello"));
        messageField("message.display_name", message -> message.setDisplayName("x".repeat(101)));
        messageField("message.purpose", message -> message.clearPurpose());
        messageField("message.trigger", message -> message.clearTrigger());
        messageField("message.channel", message -> message.setChannel(Channel.CHANNEL_IN_APP));
        messageField("message.template", message -> message.clearTemplate());
        messageField(
                "message.template.text.texts[en]",
                message -> message.setTemplate(
                        MessageTemplate.newBuilder().setSubject(text("Hello")).setText(text("{{no.such.name}}"))));
        messageField("message.gift", message -> message.setGift(Reward.getDefaultInstance()));
        messageField("message.default_language", message -> message.setDefaultLanguage("?"));
    }

    private static void messageField(String field, UnaryOperator<OutreachMessage.Builder> change) {
        field(() -> create(change.apply(message().setName(PROGRAM + "/messages/wrong"))), field);
    }

    // All.

    @Test
    void nothingIsDoneInAProgramThatThereIsNotOrWhileLoyaltyIsAway() {
        refused(() -> create(survey().setName("programs/none/surveys/nps")), "PROGRAM_NOT_FOUND");
        field(
                () -> service.outreach()
                        .createSurvey(CreateSurveyRequest.newBuilder()
                                .setSurvey(named("no-id"))
                                .setRequestId("a b")
                                .build()),
                "request_id");
    }

    @Test
    void aProgramHasTwoHundredMessagesAtMost() throws IOException {
        try (TestDatabase other = TestDatabase.create();
                RunningFeedback fresh = RunningFeedback.start(other, shop, mails)) {
            for (int i = 0; i < 200; i++) {
                fresh.outreach()
                        .createMessage(CreateMessageRequest.newBuilder()
                                .setMessage(message().setName(PROGRAM + "/messages/m" + i))
                                .setRequestId("m" + i)
                                .build());
                fresh.outreach()
                        .createSurvey(CreateSurveyRequest.newBuilder()
                                .setSurvey(named("s" + i))
                                .setRequestId("s" + i)
                                .build());
            }
            refused(
                    () -> fresh.outreach()
                            .createMessage(CreateMessageRequest.newBuilder()
                                    .setMessage(message().setName(PROGRAM + "/messages/more"))
                                    .setRequestId("more")
                                    .build()),
                    "TOO_MANY_MESSAGES");
            refused(
                    () -> fresh.outreach()
                            .createSurvey(CreateSurveyRequest.newBuilder()
                                    .setSurvey(named("more"))
                                    .setRequestId("more")
                                    .build()),
                    "TOO_MANY_SURVEYS");
        }
    }

    @Test
    void whatWasSetIsThereAfterARestart() throws IOException {
        try (TestDatabase other = TestDatabase.create()) {
            try (RunningFeedback first = RunningFeedback.start(other, shop, mails)) {
                first.outreach()
                        .createSurvey(CreateSurveyRequest.newBuilder()
                                .setSurvey(named("kept"))
                                .setRequestId("1")
                                .build());
            }
            try (RunningFeedback second = RunningFeedback.start(other, shop, mails)) {
                Survey kept = second.outreach()
                        .getSurvey(GetSurveyRequest.newBuilder()
                                .setName(PROGRAM + "/surveys/kept")
                                .build())
                        .getSurvey();
                assertThat(kept.getVersion()).isEqualTo(1);
                refused(
                        () -> second.outreach()
                                .createSurvey(CreateSurveyRequest.newBuilder()
                                        .setSurvey(named("kept").setDisplayName("Other"))
                                        .setRequestId("1")
                                        .build()),
                        "REQUEST_ID_REUSED");
            }
        }
    }

    private static Survey update(Survey.Builder survey) {
        return service.outreach()
                .updateSurvey(UpdateSurveyRequest.newBuilder()
                        .setSurvey(survey)
                        .setRequestId(request())
                        .build())
                .getSurvey();
    }

    private static Survey get(String id, long version) {
        return service.outreach()
                .getSurvey(GetSurveyRequest.newBuilder()
                        .setName(PROGRAM + "/surveys/" + id)
                        .setVersion(version)
                        .build())
                .getSurvey();
    }

    private static Survey state(String id, OutreachState state) {
        return service.outreach()
                .setSurveyState(SetSurveyStateRequest.newBuilder()
                        .setName(PROGRAM + "/surveys/" + id)
                        .setState(state)
                        .setRequestId(request())
                        .build())
                .getSurvey();
    }

    private static OutreachMessage state(String name, int state) {
        return service.outreach()
                .setMessageState(SetMessageStateRequest.newBuilder()
                        .setName(name)
                        .setStateValue(state)
                        .setRequestId(request())
                        .build())
                .getMessage();
    }
}
