package dev.giveback.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.ConsentChange;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.DryRunRequest;
import dev.giveback.feedback.v1.DryRunResponse;
import dev.giveback.feedback.v1.DryRunSummary;
import dev.giveback.feedback.v1.DryRunVerdict;
import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.NotSentReason;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UpdateConsentRequest;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.testkit.TestDatabase;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run against what then happens, through the whole service. */
final class DryRunTest {
    private static final String SURVEY = "programs/shop/surveys/nps";
    private static final int CUSTOMERS = 60;

    @TempDir
    private Path mails;

    private final TestDatabase database = TestDatabase.create();
    private MemoryShop shop;
    private RunningFeedback feedback;

    @BeforeEach
    void start() throws IOException {
        shop = MemoryShop.open();
        feedback = RunningFeedback.start(database, shop, mails);
        feedback.outreach()
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setPolicy(ContactPolicy.newBuilder()
                                .setName("programs/shop/contactPolicy")
                                .setSender("shop@example.org")
                                .setHeldOutPer10000(2_000)
                                .addLimits(ContactLimit.newBuilder()
                                        .setMaxContacts(100)
                                        .setDays(1))
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY))
                        .setRequestId("policy")
                        .build());
        feedback.outreach()
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setSurvey(Survey.newBuilder()
                                .setName(SURVEY)
                                .setDisplayName("nps")
                                .setTrigger(Trigger.newBuilder()
                                        .setOccasion(OccasionKind.OCCASION_KIND_PURCHASE)
                                        .setDelay(Durations.fromDays(1))
                                        .setCondition("occasion.amount_minor >= 1000"))
                                .setTitle(text("How was it?"))
                                .addQuestions(Question.newBuilder()
                                        .setQuestionId("nps")
                                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                                        .setText(text("Would you recommend us?"))))
                        .setRequestId("survey")
                        .build());
    }

    @AfterEach
    void close() {
        feedback.close();
        shop.close();
        database.close();
    }

    private static LocalizedText text(String text) {
        return LocalizedText.newBuilder().putTexts("en", text).build();
    }

    @Test
    void itTellsWhatThenHappens() throws Exception {
        for (int at = 0; at < CUSTOMERS; at++) {
            customer(at);
        }
        RunningFeedback.await(() -> dryRun().size() == CUSTOMERS * 9 / 10 + 1);
        List<DryRunResponse> told = dryRun();
        DryRunSummary sums = told.getLast().getSummary();
        Map<String, NotSentReason> verdicts = new HashMap<>();
        for (DryRunResponse part : told.subList(0, told.size() - 1)) {
            DryRunVerdict verdict = part.getVerdict();
            assertThat(verdict.getSent()).isEqualTo(verdict.getReason() == NotSentReason.NOT_SENT_REASON_UNSPECIFIED);
            assertThat(verdict.getExplanation().isEmpty()).isEqualTo(verdict.getSent());
            verdicts.put(verdict.getCustomer(), verdict.getReason());
        }
        assertThat(verdicts).doesNotContainKey(MemoryShop.name("c-0"));
        assertThat(verdicts.values())
                .contains(
                        NotSentReason.NOT_SENT_REASON_UNSPECIFIED,
                        NotSentReason.NOT_SENT_REASON_HELD_OUT,
                        NotSentReason.NOT_SENT_REASON_UNSUBSCRIBED,
                        NotSentReason.NOT_SENT_REASON_NO_ADDRESS);
        // Nothing was recorded by it.
        assertThat(contacts(verdicts.keySet().iterator().next())).isEmpty();

        feedback.setForward(Duration.ofDays(1));
        for (Map.Entry<String, NotSentReason> verdict : verdicts.entrySet()) {
            RunningFeedback.await(() -> contacts(verdict.getKey()).size() == 1);
            assertThat(contacts(verdict.getKey()).getFirst().getNotSentReason()).isEqualTo(verdict.getValue());
        }
        assertThat(contacts(MemoryShop.name("c-0"))).isEmpty();

        // The sums, added up anew.
        assertThat(sums.getPlanned()).isEqualTo(verdicts.size());
        assertThat(sums.getSent()
                        + sums.getNotSentMap().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(verdicts.size());
        assertThat(sums.getNotSentMap().get("NO_ADDRESS"))
                .isEqualTo(verdicts.values().stream()
                        .filter(NotSentReason.NOT_SENT_REASON_NO_ADDRESS::equals)
                        .count());
        // And nothing is left to be run dry.
        RunningFeedback.await(() -> dryRun().size() == 1);
    }

    /** Each tenth bought too little, each tenth has no address, each tenth unsubscribed. */
    private void customer(int at) {
        String id = "c-" + at;
        shop.enrol(
                id, at % 10 == 1 ? Profile.newBuilder() : Profile.newBuilder().setEmail(id + "@example.org"));
        if (at % 10 == 2) {
            feedback.contacts()
                    .updateConsent(UpdateConsentRequest.newBuilder()
                            .setCustomer(MemoryShop.name(id))
                            .addChanges(ConsentChange.newBuilder()
                                    .setChannel(Channel.CHANNEL_EMAIL)
                                    .setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY))
                            .setSource("test")
                            .setRequestId("unsubscribe")
                            .build());
        }
        long now = feedback.now().toEpochMilli();
        shop.record(
                id,
                CustomerEvent.newBuilder()
                        .setRecordMillis(now)
                        .setCheckoutCompleted(CheckoutCompleted.newBuilder()
                                .setOrderId("o-" + at)
                                .setPurchaseMillis(now)
                                .setTotalMinor(at % 10 == 0 ? 999 : 1_000))
                        .build());
    }

    private List<DryRunResponse> dryRun() {
        Instant until = feedback.now().plus(Duration.ofDays(2));
        Iterator<DryRunResponse> parts = feedback.outreach()
                .dryRun(DryRunRequest.newBuilder()
                        .setSource(SURVEY)
                        .setUntilTime(Timestamps.fromMillis(until.toEpochMilli()))
                        .build());
        List<DryRunResponse> all = new ArrayList<>();
        parts.forEachRemaining(all::add);
        return all;
    }

    private List<Contact> contacts(String customer) {
        return feedback.contacts()
                .listContacts(
                        ListContactsRequest.newBuilder().setParent(customer).build())
                .getContactsList();
    }

    @Test
    void whatDoesNotExistOrLiesTooFarAheadIsRefused() {
        assertThatThrownBy(() -> feedback.outreach()
                        .dryRun(DryRunRequest.newBuilder()
                                .setSource("programs/shop/messages/none")
                                .build())
                        .next())
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("message: there is no message");
        assertThatThrownBy(() -> feedback.outreach()
                        .dryRun(DryRunRequest.newBuilder()
                                .setSource(SURVEY)
                                .setUntilTime(Timestamps.fromMillis(feedback.now()
                                        .plus(Duration.ofDays(367))
                                        .toEpochMilli()))
                                .build())
                        .next())
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("until_time: must be at most 366 days ahead");
    }
}
