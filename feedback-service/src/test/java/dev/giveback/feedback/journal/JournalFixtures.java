package dev.giveback.feedback.journal;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.giveback.feedback.domain.AttemptOutcome;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.ConsentChange;
import dev.giveback.feedback.domain.ContactEvent;
import dev.giveback.feedback.domain.ContactEvent.Header;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.FollowUpState;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.domain.QuestionAnswer;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.domain.Spent;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.journal.v1.OutreachEvent;
import dev.giveback.journal.v1.StoredWebhookCreated;
import dev.giveback.journal.v1.StoredWebhookDefinition;
import dev.giveback.journal.v1.StoredWebhookDeleted;
import dev.giveback.journal.v1.StoredWebhookReplay;
import dev.giveback.journal.v1.StoredWebhookSecret;
import dev.giveback.journal.v1.StoredWebhookSigningSecret;
import dev.giveback.journal.v1.StoredWebhookState;
import dev.giveback.journal.v1.WebhookChanged;
import dev.giveback.platform.journal.ChainHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of every kind with every field set, as it is kept in files for all later builds. */
final class JournalFixtures {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Header ASKED = new Header(NOON, new Request("request-1", -7, "eva"));
    private static final Header OWN = new Header(NOON, Request.OWN);
    private static final String ID = "abcdefghij234567";
    private static final String HASH = "00ff".repeat(16);
    private static final Reward POINTS = new Reward(50, "");
    private static final Reward COUPON = new Reward(0, "sorry");

    private JournalFixtures() {}

    /** Events of customers by the names of their files. */
    static Map<String, ContactEvent> contactEvents() {
        Map<String, ContactEvent> events = new LinkedHashMap<>();
        events.put("decided-sent", new ContactEvent.Decided(ASKED, decided(null)));
        events.put("decided-not-sent", new ContactEvent.Decided(OWN, decided(NotSentReason.LIMIT_REACHED)));
        events.put("attempt-begun", new ContactEvent.AttemptBegun(OWN, ID, 1, NOON.plusSeconds(60)));
        events.put(
                "attempt-retry",
                new ContactEvent.AttemptEnded(
                        OWN, ID, 1, AttemptOutcome.RETRY, NOON.plusSeconds(120), null, "450 4.2.1"));
        events.put("attempt-sent", new ContactEvent.AttemptEnded(OWN, ID, 2, AttemptOutcome.SENT, null, null, ""));
        events.put(
                "attempt-not-sent",
                new ContactEvent.AttemptEnded(
                        OWN, ID, 0, AttemptOutcome.NOT_SENT, null, NotSentReason.UNSUBSCRIBED, ""));
        events.put(
                "consent-changed",
                new ContactEvent.ConsentChanged(
                        ASKED,
                        List.of(
                                new ConsentChange(Channel.EMAIL, Purpose.SURVEY, true),
                                new ConsentChange(Channel.IN_APP, Purpose.MARKETING, false)),
                        "account page"));
        events.put(
                "answered",
                new ContactEvent.Answered(
                        OWN,
                        ID,
                        List.of(
                                new QuestionAnswer("score", 0, List.of(), ""),
                                new QuestionAnswer("why", null, List.of(), HASH),
                                new QuestionAnswer("what", null, List.of("a", "b"), "")),
                        0,
                        false,
                        POINTS,
                        true,
                        COUPON,
                        true));
        events.put(
                "answered-simulated",
                new ContactEvent.Answered(OWN, ID, List.of(), null, true, null, false, null, false));
        events.put("reward-settled", new ContactEvent.RewardSettled(OWN, "answer-" + ID, "CAMPAIGN_OVER"));
        events.put(
                "follow-up-changed",
                new ContactEvent.FollowUpChanged(ASKED, ID, FollowUpState.IN_PROGRESS, "eva", HASH, "otto"));
        events.put("referral-code-given", new ContactEvent.ReferralCodeGiven(OWN, "0123456789"));
        events.put(
                "referral-redeemed", new ContactEvent.ReferralRedeemed(OWN, "0123456789", "ben", POINTS, COUPON, 20));
        events.put("referral-earned", new ContactEvent.ReferralEarned(OWN, "order-1"));
        events.put("referral-credited", new ContactEvent.ReferralCredited(OWN, "cleo", POINTS));
        events.put("referral-credited-without-reward", new ContactEvent.ReferralCredited(OWN, "dora", null));
        events.put("merged", new ContactEvent.Merged(OWN, "ben"));
        events.put(
                "absorbed",
                new ContactEvent.Absorbed(
                        OWN,
                        "old",
                        List.of(new ConsentChange(Channel.WEBHOOK, Purpose.SERVICE, false)),
                        List.of(new Spent("", Purpose.SURVEY, NOON), new Spent("", Purpose.SERVICE, NOON)),
                        List.of(ID),
                        Map.of()));
        events.put(
                "absorbed-with-credited",
                new ContactEvent.Absorbed(
                        OWN, "old", List.of(), List.of(), List.of(), Map.of("cleo", true, "dora", false)));
        events.put("erased", new ContactEvent.Erased(OWN));
        return events;
    }

    private static ContactRecord.Decided decided(@Nullable NotSentReason reason) {
        return new ContactRecord.Decided(
                ID,
                "surveys/nps",
                3,
                OccasionKind.PURCHASE,
                "order-1",
                NOON.minusSeconds(3_600),
                new OrderFacts(List.of("shoes", "socks"), List.of("summer"), "gold", 12_345),
                Channel.WEBHOOK,
                Purpose.SURVEY,
                reason,
                5_000,
                4_999,
                9_999,
                1_000,
                "de",
                reason == null ? NOON.plusSeconds(86_400) : null,
                reason == null ? POINTS : null,
                120,
                "gold",
                NOON);
    }

    /** Changes of outreach by the names of their files. */
    static Map<String, OutreachEvent> outreachEvents() {
        Map<String, OutreachEvent> events = new LinkedHashMap<>();
        events.put(
                "outreach-policy",
                change().setPolicy(ContactPolicy.newBuilder()
                                .setName("programs/shop/contactPolicy")
                                .setVersion(1))
                        .build());
        events.put(
                "outreach-survey",
                change().setSurvey(Survey.newBuilder()
                                .setName("programs/shop/surveys/nps")
                                .setVersion(1)
                                .setState(OutreachState.OUTREACH_STATE_ACTIVE))
                        .build());
        events.put(
                "outreach-message",
                change().setMessage(OutreachMessage.newBuilder()
                                .setName("programs/shop/messages/hello")
                                .setVersion(1)
                                .setState(OutreachState.OUTREACH_STATE_ACTIVE))
                        .build());
        events.put(
                "outreach-referral-offer",
                change().setReferralOffer(ReferralOffer.newBuilder()
                                .setName("programs/shop/referralOffer")
                                .setVersion(1))
                        .build());
        events.put(
                "outreach-webhook-secret",
                change().setWebhookSecret(StoredWebhookSecret.newBuilder().setVersion(1))
                        .build());
        return events;
    }

    private static OutreachEvent.Builder change() {
        return OutreachEvent.newBuilder()
                .setRecordMillis(NOON.toEpochMilli())
                .setRequestId("request-1")
                .setRequestFingerprint(-7)
                .setPrincipal("eva");
    }

    /** Changes of webhooks by the names of their files. */
    static Map<String, WebhookChanged> webhookEvents() {
        StoredWebhookDefinition definition = StoredWebhookDefinition.newBuilder()
                .setDisplayName("CRM")
                .setUrl("https://crm.example/hook")
                .addTypes(1)
                .addTypes(27)
                .setHolds(true)
                .setGiveUpAfterMillis(259_200_000)
                .build();
        Map<String, WebhookChanged> events = new LinkedHashMap<>();
        events.put(
                "webhook-created",
                webhook()
                        .setCreated(StoredWebhookCreated.newBuilder()
                                .setDefinition(definition)
                                .setResumeToken("7:8")
                                .setTransaction(7)
                                .setOrdering(8))
                        .build());
        events.put("webhook-updated", webhook().setUpdated(definition).build());
        events.put(
                "webhook-state",
                webhook()
                        .setState(StoredWebhookState.newBuilder().setPauseReason(3))
                        .build());
        events.put(
                "webhook-deleted",
                webhook().setDeleted(StoredWebhookDeleted.getDefaultInstance()).build());
        events.put(
                "webhook-signing-secret",
                webhook()
                        .setSecret(StoredWebhookSigningSecret.newBuilder()
                                .setVersion(2)
                                .setPreviousEndMillis(1_782_900_000_000L))
                        .build());
        events.put(
                "webhook-replay",
                webhook()
                        .setReplay(StoredWebhookReplay.newBuilder().setNumber(1).setStartMillis(1_782_900_000_000L))
                        .build());
        return events;
    }

    private static WebhookChanged.Builder webhook() {
        return WebhookChanged.newBuilder()
                .setRecordMillis(NOON.toEpochMilli())
                .setRequestId("request-1")
                .setRequestFingerprint(-7)
                .setPrincipal("eva")
                .setWebhookId("crm");
    }

    /** Everything that is a file. */
    static Map<String, MessageLite> files() {
        Map<String, MessageLite> files = new LinkedHashMap<>();
        contactEvents().forEach((name, event) -> files.put(name, ContactEventMapper.toProto(event)));
        files.putAll(outreachEvents());
        files.putAll(webhookEvents());
        ByteString none = ChainHash.NONE;
        files.put(
                "journal-record-of-a-contact",
                StoredContactEvent.following(
                                none, requireNonNull(contactEvents().get("answered")))
                        .toRecord());
        files.put(
                "journal-record-of-an-outreach",
                StoredOutreachEvent.following(
                                none, requireNonNull(outreachEvents().get("outreach-policy")))
                        .toRecord());
        files.put(
                "journal-record-of-a-webhook",
                StoredWebhookEvent.following(
                                none, requireNonNull(webhookEvents().get("webhook-created")))
                        .toRecord());
        return files;
    }

    /** Writes the files that are missing into the folder that is named. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, MessageLite> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey() + ".binpb");
            if (!Files.exists(path)) {
                Files.write(path, file.getValue().toByteArray());
            }
        }
    }
}
