package dev.giveback.feedback.outbox;

import dev.giveback.feedback.MemoryShop;
import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateMessageRequest;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.RotateWebhookSecretRequest;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.journal.v1.CustomerEnrolled;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service whose customers get a message when they enrol, for tests of how it goes out. */
public final class Outgoing implements AutoCloseable {
    /** The program. */
    public static final String PROGRAM = "programs/" + MemoryShop.PROGRAM;

    private final TestDatabase database = TestDatabase.create();
    private final MemoryShop shop;
    private final Map<String, Object> settings = new HashMap<>();
    private RunningFeedback running;
    private int requests;

    private Outgoing(Map<String, Object> more) throws IOException {
        shop = MemoryShop.open();
        settings.put("giveback.feedback.outbox.retry-pause", "200ms");
        settings.put("giveback.feedback.outbox.lease", "15s");
        settings.put("giveback.feedback.outbox.webhook-timeout", "1s");
        settings.put("giveback.feedback.mail.smtp.timeout", "3s");
        settings.put("giveback.feedback.timeout", "5s");
        settings.putAll(more);
        running = RunningFeedback.start(database, shop, settings);
    }

    /** Started with these settings over those of tests. */
    public static Outgoing start(Map<String, Object> settings) throws IOException {
        return new Outgoing(settings);
    }

    /** Mail goes to this port. */
    public static Outgoing smtp(int port) throws IOException {
        return start(Map.of("giveback.feedback.mail.transport", "smtp", "giveback.feedback.mail.smtp.port", port));
    }

    public RunningFeedback running() {
        return running;
    }

    public MemoryShop shop() {
        return shop;
    }

    public TestDatabase database() {
        return database;
    }

    public String requestId() {
        return "request-" + ++requests;
    }

    public void stop() {
        running.close();
    }

    /** Ends it and starts it again on the same database, with these settings over those of before. */
    public void restart(Map<String, Object> more) throws IOException {
        settings.putAll(more);
        running = RunningFeedback.start(database, shop, settings);
    }

    public static LocalizedText text(String... languagesAndTexts) {
        LocalizedText.Builder text = LocalizedText.newBuilder();
        for (int i = 0; i < languagesAndTexts.length; i += 2) {
            text.putTexts(languagesAndTexts[i], languagesAndTexts[i + 1]);
        }
        return text.build();
    }

    /** Everybody may be contacted for every purpose. */
    public void policy(String webhookUrl) {
        running.outreach()
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setRequestId(requestId())
                        .setPolicy(ContactPolicy.newBuilder()
                                .setName(PROGRAM + "/contactPolicy")
                                .setSender("The shop <hello@shop.example>")
                                .setWebhookUrl(webhookUrl)
                                .addLimits(ContactLimit.newBuilder()
                                        .setMaxContacts(1_000)
                                        .setDays(1))
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_MARKETING))
                        .build());
        if (!webhookUrl.isEmpty()) {
            running.outreach()
                    .rotateWebhookSecret(RotateWebhookSecretRequest.newBuilder()
                            .setName(PROGRAM + "/contactPolicy")
                            .setRequestId(requestId())
                            .build());
        }
    }

    /** Who enrols is welcomed by this channel. */
    public void welcome(String id, Channel channel) {
        running.outreach()
                .createMessage(CreateMessageRequest.newBuilder()
                        .setRequestId(requestId())
                        .setMessage(OutreachMessage.newBuilder()
                                .setName(PROGRAM + "/messages/" + id)
                                .setDisplayName("Welcome")
                                .setPurpose(ContactPurpose.CONTACT_PURPOSE_MARKETING)
                                .setChannel(channel)
                                .setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_ENROLMENT))
                                .setTemplate(MessageTemplate.newBuilder()
                                        .setSubject(text("en", "Welcome, {{customer.given_name}}"))
                                        .setText(text("en", "Good that you are here, {{customer.given_name}}."))))
                        .build());
    }

    /** Who enrols is asked by e-mail. */
    public Survey survey(Survey.Builder survey) {
        return running.outreach()
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setRequestId(requestId())
                        .setSurvey(survey)
                        .build())
                .getSurvey();
    }

    /** A survey with a score, a text and choices, in two languages. */
    public static Survey.Builder survey(String id) {
        return Survey.newBuilder()
                .setName(PROGRAM + "/surveys/" + id)
                .setDisplayName("After enrolment")
                .setTitle(text("en", "How was it?", "de", "Wie war es?"))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("nps")
                        .setText(text("en", "Would you recommend us?", "de", "Empfehlen Sie uns?"))
                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                        .setRequired(true))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("why")
                        .setText(text("en", "Why?", "de", "Warum?"))
                        .setKind(QuestionKind.QUESTION_KIND_FREE_TEXT))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("how")
                        .setText(text("en", "How did you come?", "de", "Wie kamen Sie?"))
                        .setKind(QuestionKind.QUESTION_KIND_SINGLE_CHOICE)
                        .addChoices(choice("foot", "On foot", "Zu Fuß"))
                        .addChoices(choice("bike", "By bike", "Mit dem Rad")));
    }

    private static dev.giveback.feedback.v1.Choice choice(String id, String english, String german) {
        return dev.giveback.feedback.v1.Choice.newBuilder()
                .setChoiceId(id)
                .setText(text("en", english, "de", german))
                .build();
    }

    /** A customer comes, and what is triggered by that begins. */
    public void enrol(String customer) {
        shop.enrol(customer);
        enrolled(customer);
    }

    public void enrolled(String customer) {
        shop.record(
                customer,
                CustomerEvent.newBuilder()
                        .setRecordMillis(running.now().toEpochMilli())
                        .setCustomerEnrolled(CustomerEnrolled.getDefaultInstance())
                        .build());
    }

    /** What was decided about a customer, the latest first. */
    public List<Contact> contacts(String customer) {
        return running.contacts()
                .listContacts(ListContactsRequest.newBuilder()
                        .setParent(MemoryShop.name(customer))
                        .build())
                .getContactsList();
    }

    public boolean is(String customer, ContactState state) {
        List<Contact> contacts = contacts(customer);
        return !contacts.isEmpty() && contacts.getFirst().getState() == state;
    }

    /** Waits until a customer's latest contact is so. */
    public Contact await(String customer, ContactState state) throws InterruptedException {
        try {
            RunningFeedback.await(() -> is(customer, state));
        } catch (AssertionError never) {
            throw new AssertionError("expected " + state + ", but: " + contacts(customer), never);
        }
        return contacts(customer).getFirst();
    }

    @Override
    public void close() {
        running.close();
        shop.close();
        database.close();
    }
}
