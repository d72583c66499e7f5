package dev.giveback.feedback.journal;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.ConsentChange;
import dev.giveback.feedback.domain.ContactEvent;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.OrderFacts;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.domain.QuestionAnswer;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.domain.Spent;
import dev.giveback.journal.v1.StoredAnswered;
import dev.giveback.journal.v1.StoredConsentChange;
import dev.giveback.journal.v1.StoredContactAbsorbed;
import dev.giveback.journal.v1.StoredContactDecided;
import dev.giveback.journal.v1.StoredOrderFacts;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import dev.giveback.journal.v1.StoredReward;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of a customer's events. */
final class Parts {
    private static final HexFormat HEX = HexFormat.of();

    private Parts() {}

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    static @Nullable Instant orNull(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    static ByteString bytes(String hex) {
        return ByteString.copyFrom(HEX.parseHex(hex));
    }

    static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }

    static @Nullable NotSentReason reason(int number) {
        return number == 0 ? null : NotSentReason.of(number);
    }

    static StoredReward reward(Reward reward) {
        return StoredReward.newBuilder()
                .setPoints(reward.points())
                .setCampaign(reward.campaign())
                .build();
    }

    static Reward reward(StoredReward stored) {
        return new Reward(stored.getPoints(), stored.getCampaign());
    }

    // Decisions.

    static StoredContactDecided decided(ContactRecord.Decided decision) {
        NotSentReason reason = decision.reason();
        StoredContactDecided.Builder stored = StoredContactDecided.newBuilder()
                .setContactId(decision.contactId())
                .setSource(decision.sourceId())
                .setSourceVersion(decision.sourceVersion())
                .setOccasion(decision.occasion().number())
                .setReference(decision.reference())
                .setOccasionMillis(decision.occasionTime().toEpochMilli())
                .setChannel(decision.channel().number())
                .setPurpose(decision.purpose().number())
                .setNotSentReason(reason == null ? 0 : reason.number())
                .setChancePer10000(decision.chancePer10000())
                .setDrawn(decision.drawn())
                .setHeldOutDrawn(decision.heldOutDrawn())
                .setHeldOutPer10000(decision.heldOutPer10000())
                .setLanguageCode(decision.languageCode())
                .setExpireMillis(millis(decision.expires()))
                .setPoints(decision.points())
                .setTierId(decision.tierId());
        if (!decision.order().equals(OrderFacts.NONE)) {
            stored.setOrder(order(decision.order()));
        }
        Reward gift = decision.gift();
        if (gift != null) {
            stored.setGift(reward(gift));
        }
        return stored.build();
    }

    static ContactRecord.Decided decided(StoredContactDecided stored, Instant time) {
        return new ContactRecord.Decided(
                stored.getContactId(),
                stored.getSource(),
                stored.getSourceVersion(),
                OccasionKind.of(stored.getOccasion()),
                stored.getReference(),
                instant(stored.getOccasionMillis()),
                stored.hasOrder() ? order(stored.getOrder()) : OrderFacts.NONE,
                Channel.of(stored.getChannel()),
                Purpose.of(stored.getPurpose()),
                reason(stored.getNotSentReason()),
                stored.getChancePer10000(),
                stored.getDrawn(),
                stored.getHeldOutDrawn(),
                stored.getHeldOutPer10000(),
                stored.getLanguageCode(),
                orNull(stored.getExpireMillis()),
                stored.hasGift() ? reward(stored.getGift()) : null,
                stored.getPoints(),
                stored.getTierId(),
                time);
    }

    private static StoredOrderFacts order(OrderFacts order) {
        return StoredOrderFacts.newBuilder()
                .addAllCategories(order.categories())
                .addAllCampaigns(order.campaigns())
                .setTierId(order.tierId())
                .setTotalMinor(order.totalMinor())
                .build();
    }

    private static OrderFacts order(StoredOrderFacts stored) {
        return new OrderFacts(
                stored.getCategoriesList(), stored.getCampaignsList(), stored.getTierId(), stored.getTotalMinor());
    }

    // Consent.

    static List<StoredConsentChange> changes(List<ConsentChange> changes) {
        return changes.stream()
                .map(change -> StoredConsentChange.newBuilder()
                        .setChannel(change.channel().number())
                        .setPurpose(change.purpose().number())
                        .setGranted(change.granted())
                        .build())
                .toList();
    }

    static List<ConsentChange> toChanges(List<StoredConsentChange> stored) {
        return stored.stream()
                .map(change -> new ConsentChange(
                        Channel.of(change.getChannel()), Purpose.of(change.getPurpose()), change.getGranted()))
                .toList();
    }

    // Answers.

    static StoredAnswered answered(ContactEvent.Answered event) {
        Integer score = event.score();
        StoredAnswered.Builder stored = StoredAnswered.newBuilder()
                .setContactId(event.contactId())
                .setScorePlusOne(score == null ? 0 : score + 1)
                .setSimulated(event.simulated())
                .setFollowUp(event.followUp())
                .setReferralAsked(event.referralAsked());
        event.answers().forEach(answer -> stored.addAnswers(answer(answer)));
        Reward reward = event.reward();
        if (reward != null) {
            stored.setReward(reward(reward));
        }
        Reward recovery = event.recovery();
        if (recovery != null) {
            stored.setRecovery(reward(recovery));
        }
        return stored.build();
    }

    static ContactEvent answered(ContactEvent.Header header, StoredAnswered stored) {
        return new ContactEvent.Answered(
                header,
                stored.getContactId(),
                stored.getAnswersList().stream().map(Parts::answer).toList(),
                score(stored.getScorePlusOne()),
                stored.getSimulated(),
                stored.hasReward() ? reward(stored.getReward()) : null,
                stored.getFollowUp(),
                stored.hasRecovery() ? reward(stored.getRecovery()) : null,
                stored.getReferralAsked());
    }

    private static StoredQuestionAnswer answer(QuestionAnswer answer) {
        Integer score = answer.score();
        return StoredQuestionAnswer.newBuilder()
                .setQuestionId(answer.questionId())
                .setScorePlusOne(score == null ? 0 : score + 1)
                .addAllChoices(answer.choices())
                .setTextHash(bytes(answer.textHash()))
                .build();
    }

    private static QuestionAnswer answer(StoredQuestionAnswer stored) {
        return new QuestionAnswer(
                stored.getQuestionId(),
                score(stored.getScorePlusOne()),
                stored.getChoicesList(),
                hex(stored.getTextHash()));
    }

    private static @Nullable Integer score(int plusOne) {
        return plusOne == 0 ? null : plusOne - 1;
    }

    // Merges.

    static StoredContactAbsorbed absorbed(ContactEvent.Absorbed event) {
        StoredContactAbsorbed.Builder stored = StoredContactAbsorbed.newBuilder()
                .setSource(event.source())
                .addAllWithdrawn(changes(event.withdrawn()))
                .addAllContactIds(event.contactIds());
        for (Spent spent : event.spent()) {
            stored.addContactMillis(spent.time().toEpochMilli())
                    .addContactPurposes(spent.purpose().number());
        }
        new TreeMap<>(event.credited())
                .forEach((referee, rewarded) ->
                        stored.addCreditedReferees(referee).addCreditedRewarded(rewarded));
        return stored.build();
    }

    static ContactEvent absorbed(ContactEvent.Header header, StoredContactAbsorbed stored) {
        List<Spent> spent = new ArrayList<>();
        for (int i = 0; i < stored.getContactMillisCount(); i++) {
            spent.add(new Spent("", Purpose.of(stored.getContactPurposes(i)), instant(stored.getContactMillis(i))));
        }
        Map<String, Boolean> credited = new HashMap<>();
        for (int i = 0; i < stored.getCreditedRefereesCount(); i++) {
            credited.put(stored.getCreditedReferees(i), stored.getCreditedRewarded(i));
        }
        return new ContactEvent.Absorbed(
                header,
                stored.getSource(),
                toChanges(stored.getWithdrawnList()),
                spent,
                stored.getContactIdsList(),
                credited);
    }
}
