package dev.giveback.feedback;

import static dev.giveback.feedback.Surveys.PROGRAM;
import static dev.giveback.feedback.Surveys.field;
import static dev.giveback.feedback.Surveys.policy;
import static dev.giveback.feedback.Surveys.refused;
import static dev.giveback.feedback.Surveys.survey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Consent;
import dev.giveback.feedback.v1.ConsentChange;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.GetConsentRequest;
import dev.giveback.feedback.v1.GetConsentResponse;
import dev.giveback.feedback.v1.GetContactRequest;
import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.ListContactsResponse;
import dev.giveback.feedback.v1.ListProgramContactsRequest;
import dev.giveback.feedback.v1.NotSentReason;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.RetryContactRequest;
import dev.giveback.feedback.v1.SetSurveyStateRequest;
import dev.giveback.feedback.v1.UpdateConsentRequest;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consent, contacts and invitations by hand over a real connection and a real journal. */
final class ContactServiceTest {
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
        service.outreach()
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setPolicy(policy().addLimits(ContactLimit.newBuilder()
                                .setMaxContacts(3)
                                .setDays(7)))
                        .setRequestId("policy")
                        .build());
        survey("nps");
        survey("over");
        service.outreach()
                .setSurveyState(SetSurveyStateRequest.newBuilder()
                        .setName(PROGRAM + "/surveys/over")
                        .setState(OutreachState.OUTREACH_STATE_ENDED)
                        .setRequestId("end")
                        .build());
    }

    private static void survey(String id) {
        service.outreach()
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setSurvey(Surveys.survey().setName(PROGRAM + "/surveys/" + id))
                        .setRequestId("create-" + id)
                        .build());
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

    private static CreateInvitationRequest.Builder invitation(String customer, String order) {
        return CreateInvitationRequest.newBuilder()
                .setSurvey(PROGRAM + "/surveys/nps")
                .setCustomer(MemoryShop.name(customer))
                .setOrderId(order)
                .setRequestId(request());
    }

    private static CreateInvitationResponse invite(CreateInvitationRequest.Builder request) {
        return service.contacts().createInvitation(request.build());
    }

    private static CreateInvitationResponse invite(String customer, String order) {
        shop.buy(customer, order);
        return invite(invitation(customer, order));
    }

    @Test
    void anInvitationByHandGivesTheLinkAndARepeatTheSame() {
        shop.enrol("anna");
        CreateInvitationResponse first = invite("anna", "o1");
        assertThat(first.getContact().getState()).isEqualTo(ContactState.CONTACT_STATE_SENT);
        assertThat(first.getContact().getChannel()).isEqualTo(Channel.CHANNEL_IN_APP);
        assertThat(first.getContact().getReference()).isEqualTo("o1");
        assertThat(first.getLink()).endsWith("/f/" + first.getToken());
        // An order is asked about once, whatever the request's id.
        CreateInvitationResponse again = invite("anna", "o1");
        assertThat(again).isEqualTo(first);
        CreateInvitationRequest.Builder free = invitation("anna", "");
        CreateInvitationResponse without = invite(free);
        assertThat(without.getContact().getOccasion()).isEqualTo(OccasionKind.OCCASION_KIND_REQUEST);
        assertThat(invite(free)).isEqualTo(without);
        refused(() -> invite(free.setLanguageCode("de")), "REQUEST_ID_REUSED");
    }

    @Test
    void whoIsNotInvitedIsToldWhy() {
        shop.enrol("ben");
        for (int i = 0; i < 3; i++) {
            assertThat(invite("ben", "o" + i).getLink()).isNotEmpty();
        }
        CreateInvitationResponse fourth = invite("ben", "o3");
        assertThat(fourth.getLink()).isEmpty();
        assertThat(fourth.getToken()).isEmpty();
        assertThat(fourth.getContact().getState()).isEqualTo(ContactState.CONTACT_STATE_NOT_SENT);
        assertThat(fourth.getContact().getNotSentReason()).isEqualTo(NotSentReason.NOT_SENT_REASON_LIMIT_REACHED);
        assertThat(fourth.getContact().getExplanation()).isNotEmpty();
        GetConsentResponse left = consents("ben");
        assertThat(left.getLimits(0).getUsed()).isEqualTo(3);
        assertThat(left.getLimits(0).hasFreeTime()).isTrue();

        CreateInvitationResponse ended = invite(invitation("ben", "o0").setSurvey(PROGRAM + "/surveys/over"));
        assertThat(ended.getContact().getNotSentReason()).isEqualTo(NotSentReason.NOT_SENT_REASON_NOT_ACTIVE);
    }

    @Test
    void whatThereIsNotCannotBeAskedAbout() {
        shop.enrol("cleo");
        refused(() -> invite(invitation("cleo", "").setSurvey(PROGRAM + "/surveys/none")), "SURVEY_NOT_FOUND");
        refused(() -> invite(invitation("nobody", "")), "CUSTOMER_NOT_FOUND");
        refused(() -> invite(invitation("cleo", "none")), "ORDER_NOT_FOUND");
        refused(
                () -> invite(invitation("cleo", "")
                        .setSurvey("programs/none/surveys/nps")
                        .setCustomer("programs/none/customers/x")),
                "PROGRAM_NOT_FOUND");
        field(() -> invite(invitation("cleo", "").setSurvey("nps")), "survey");
        field(() -> invite(invitation("cleo", "").setCustomer("cleo")), "customer");
        field(() -> invite(invitation("cleo", "").setCustomer("programs/other/customers/cleo")), "customer");
        field(() -> invite(invitation("cleo", "").setOrderId("a b")), "order_id");
        field(() -> invite(invitation("cleo", "").setRequestId("")), "request_id");
        field(() -> invite(invitation("cleo", "").setLanguageCode("?")), "language_code");
    }

    @Test
    void consentIsAssumedUntilItIsGivenOrWithdrawn() {
        shop.enrol("dora");
        assertThat(consent("dora", Channel.CHANNEL_EMAIL, ContactPurpose.CONTACT_PURPOSE_SURVEY))
                .isEqualTo(Consent.newBuilder()
                        .setChannel(Channel.CHANNEL_EMAIL)
                        .setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                        .setGranted(true)
                        .setAssumed(true)
                        .build());
        assertThat(consent("dora", Channel.CHANNEL_EMAIL, ContactPurpose.CONTACT_PURPOSE_MARKETING)
                        .getGranted())
                .isFalse();
        service.contacts().updateConsent(withdrawal("dora").build());
        Consent withdrawn = consent("dora", Channel.CHANNEL_WEBHOOK, ContactPurpose.CONTACT_PURPOSE_SURVEY);
        assertThat(withdrawn.getGranted()).isFalse();
        assertThat(withdrawn.getAssumed()).isFalse();
        assertThat(withdrawn.getSource()).isEqualTo("page");
        assertThat(invite("dora", "o1").getContact().getNotSentReason())
                .isEqualTo(NotSentReason.NOT_SENT_REASON_UNSUBSCRIBED);
        field(
                () -> service.contacts()
                        .updateConsent(withdrawal("dora").setSource("").build()),
                "source");
        field(
                () -> service.contacts()
                        .updateConsent(withdrawal("dora").clearChanges().build()),
                "changes");
        field(
                () -> service.contacts()
                        .updateConsent(withdrawal("dora")
                                .addChanges(ConsentChange.newBuilder().setChannelValue(9))
                                .build()),
                "changes[1].channel");
    }

    private static UpdateConsentRequest.Builder withdrawal(String customer) {
        return UpdateConsentRequest.newBuilder()
                .setCustomer(MemoryShop.name(customer))
                .addChanges(ConsentChange.newBuilder().setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY))
                .setSource("page")
                .setRequestId(request());
    }

    private static GetConsentResponse consents(String customer) {
        return service.contacts()
                .getConsent(GetConsentRequest.newBuilder()
                        .setCustomer(MemoryShop.name(customer))
                        .build());
    }

    private static Consent consent(String customer, Channel channel, ContactPurpose purpose) {
        return consents(customer).getConsentsList().stream()
                .filter(consent -> consent.getChannel() == channel && consent.getPurpose() == purpose)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void contactsAreListedTheLatestFirstInPages() {
        shop.enrol("eva");
        for (int i = 0; i < 3; i++) {
            invite("eva", "o" + i);
        }
        ListContactsRequest request = ListContactsRequest.newBuilder()
                .setParent(MemoryShop.name("eva"))
                .setPageSize(2)
                .build();
        ListContactsResponse first = service.contacts().listContacts(request);
        assertThat(first.getContactsList()).extracting(Contact::getReference).containsExactly("o2", "o1");
        ListContactsResponse second = service.contacts()
                .listContacts(request.toBuilder()
                        .setPageToken(first.getNextPageToken())
                        .build());
        assertThat(second.getContactsList()).extracting(Contact::getReference).containsExactly("o0");
        assertThat(second.getNextPageToken()).isEmpty();
        field(
                () -> service.contacts()
                        .listContacts(request.toBuilder().setPageToken("x").build()),
                "page_token");
        Contact one = second.getContacts(0);
        assertThat(service.contacts()
                        .getContact(GetContactRequest.newBuilder()
                                .setName(one.getName())
                                .build())
                        .getContact())
                .isEqualTo(one);
        assertThat(service.contacts()
                        .listContacts(ListContactsRequest.newBuilder()
                                .setParent(MemoryShop.name("new"))
                                .build())
                        .getContactsList())
                .isEmpty();
        String none = MemoryShop.name("eva") + "/contacts/aaaaaaaaaaaaaaaa";
        refused(
                () -> service.contacts()
                        .getContact(GetContactRequest.newBuilder().setName(none).build()),
                "CONTACT_NOT_FOUND");
        RetryContactRequest retry = RetryContactRequest.newBuilder()
                .setName(none)
                .setRequestId(request())
                .build();
        refused(() -> service.contacts().retryContact(retry), "CONTACT_NOT_FOUND");
        refused(
                () -> service.contacts()
                        .retryContact(retry.toBuilder().setName(one.getName()).build()),
                "CONTACT_NOT_FAILED");
        field(
                () -> service.contacts()
                        .retryContact(retry.toBuilder().setName("x").build()),
                "name");
    }

    @Test
    void aProgramsContactsFollowWithinSeconds() throws InterruptedException {
        shop.enrol("fay");
        String name = invite("fay", "o1").getContact().getName();
        ListProgramContactsRequest request = ListProgramContactsRequest.newBuilder()
                .setParent(PROGRAM)
                .setPageSize(200)
                .build();
        RunningFeedback.await(() -> service.contacts().listProgramContacts(request).getContactsList().stream()
                .anyMatch(contact -> contact.getName().equals(name)));
        field(
                () -> service.contacts()
                        .listProgramContacts(request.toBuilder()
                                .setSource("programs/other/surveys/nps")
                                .build()),
                "source");
    }

    @Test
    void aCallIsRefusedWhileLoyaltyIsAwayAndSucceedsLater() {
        shop.enrol("gus");
        CreateInvitationRequest.Builder request = invitation("gus", "");
        shop.setFault(MemoryShop.Fault.AWAY);
        try {
            refused(() -> invite(request), "SOURCE_AWAY");
        } finally {
            shop.setFault(MemoryShop.Fault.NONE);
        }
        assertThat(invite(request).getLink()).isNotEmpty();
    }

    @Test
    void whatWasDecidedIsThereAfterARestart() throws IOException {
        shop.enrol("hal");
        shop.buy("hal", "o1");
        try (TestDatabase other = TestDatabase.create()) {
            CreateInvitationRequest request = invitation("hal", "o1").build();
            CreateInvitationResponse before;
            try (RunningFeedback first = RunningFeedback.start(other, shop, mails)) {
                first.outreach()
                        .createSurvey(CreateSurveyRequest.newBuilder()
                                .setSurvey(Surveys.survey())
                                .setRequestId("1")
                                .build());
                first.contacts()
                        .updateConsent(withdrawal("hal")
                                .setChanges(0, ConsentChange.newBuilder().setGranted(true))
                                .build());
                before = first.contacts().createInvitation(request);
                assertThat(before.getLink()).isNotEmpty();
            }
            try (RunningFeedback second = RunningFeedback.start(other, shop, mails)) {
                second.setForward(Duration.ofDays(1));
                assertThat(second.contacts().createInvitation(request)).isEqualTo(before);
            }
        }
    }
}
