package dev.giveback.feedback.outreach;

import com.google.protobuf.util.Durations;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.ContactLimit;
import dev.giveback.feedback.domain.FollowUpRule;
import dev.giveback.feedback.domain.Localized;
import dev.giveback.feedback.domain.Message;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Policy;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.domain.Question;
import dev.giveback.feedback.domain.QuestionKind;
import dev.giveback.feedback.domain.QuietHours;
import dev.giveback.feedback.domain.ReferralOffer;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.domain.SourceState;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.domain.Template;
import dev.giveback.feedback.domain.Trigger;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OutreachMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stored outreach, whose defaults are filled in, as the domain needs it. */
public final class OutreachMapper {
    private OutreachMapper() {}

    /** A program's outreach. */
    static Outreach toDomain(String program, StoredOutreach stored) {
        Map<String, SortedMap<Long, Survey>> versions = new HashMap<>();
        stored.surveys().forEach((id, all) -> {
            SortedMap<Long, Survey> byVersion = new TreeMap<>();
            // The state is the survey's and not a version's.
            dev.giveback.feedback.v1.OutreachState state =
                    all.get(all.size() - 1).getState();
            all.forEach(survey -> byVersion.put(
                    survey.getVersion(),
                    survey(survey.toBuilder().setState(state).build())));
            versions.put(id, byVersion);
        });
        ContactPolicy policy = stored.policy();
        dev.giveback.feedback.v1.ReferralOffer offer = stored.offer();
        return new Outreach(
                program,
                policy == null ? Policy.DEFAULT : policy(policy),
                Map.copyOf(versions),
                stored.messages().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> message(entry.getValue()))),
                offer == null ? ReferralOffer.NONE : offer(offer),
                stored.secretVersion(),
                stored.secretVersion() == 0 ? null : Instant.ofEpochMilli(stored.secretMillis()),
                stored.changes());
    }

    static Policy policy(ContactPolicy policy) {
        return new Policy(
                policy.getLimitsList().stream()
                        .map(limit -> new ContactLimit(
                                limit.getPurposeValue() == 0 ? null : Purpose.of(limit.getPurposeValue()),
                                limit.getMaxContacts(),
                                limit.getDays()))
                        .toList(),
                policy.hasQuietHours()
                        ? new QuietHours(
                                LocalTime.parse(policy.getQuietHours().getStart()),
                                LocalTime.parse(policy.getQuietHours().getEnd()))
                        : null,
                policy.getAssumedConsentValueList().stream().map(Purpose::of).collect(Collectors.toUnmodifiableSet()),
                policy.getSender(),
                policy.getWebhookUrl(),
                policy.getHeldOutPer10000(),
                duration(policy.getMaxLateness()),
                policy.getVersion());
    }

    static Survey survey(dev.giveback.feedback.v1.Survey survey) {
        return new Survey(
                Names.idOf(survey.getName()),
                survey.getVersion(),
                SourceState.of(Math.max(1, survey.getStateValue())),
                survey.getQuestionsList().stream().map(OutreachMapper::question).toList(),
                survey.getDefaultLanguage(),
                localized(survey.getTitle()),
                localized(survey.getThanks()),
                survey.hasInvitation() ? template(survey.getInvitation()) : null,
                survey.hasTrigger() ? trigger(survey.getTrigger()) : null,
                Channel.of(survey.getChannelValue()),
                duration(survey.getLinkLifetime()),
                survey.hasReward() ? reward(survey.getReward()) : null,
                survey.hasFollowUp() ? followUp(survey.getFollowUp()) : null,
                survey.hasReferralFromScore() ? survey.getReferralFromScore() : null);
    }

    static Message message(OutreachMessage message) {
        return new Message(
                Names.idOf(message.getName()),
                message.getVersion(),
                SourceState.of(Math.max(1, message.getStateValue())),
                Purpose.of(message.getPurposeValue()),
                trigger(message.getTrigger()),
                Channel.of(message.getChannelValue()),
                template(message.getTemplate()),
                message.hasGift() ? reward(message.getGift()) : null,
                message.getDefaultLanguage());
    }

    /** An offer as the domain needs it. */
    static ReferralOffer offer(dev.giveback.feedback.v1.ReferralOffer offer) {
        return new ReferralOffer(
                offer.getOffered(),
                offer.hasReferrerReward() ? reward(offer.getReferrerReward()) : null,
                offer.hasRefereeReward() ? reward(offer.getRefereeReward()) : null,
                offer.getMaxReferrals(),
                offer.getVersion());
    }

    /** A reward as the domain needs it. */
    public static Reward reward(dev.giveback.feedback.v1.Reward reward) {
        return new Reward(reward.getPoints(), Names.idOf(reward.getCampaign()));
    }

    /** A reward as callers are told; unset for null. */
    public static dev.giveback.feedback.v1.@Nullable Reward reward(String program, @Nullable Reward reward) {
        if (reward == null) {
            return null;
        }
        dev.giveback.feedback.v1.Reward.Builder told = dev.giveback.feedback.v1.Reward.newBuilder();
        return (reward.campaign().isEmpty()
                        ? told.setPoints(reward.points())
                        : told.setCampaign("programs/" + program + "/campaigns/" + reward.campaign()))
                .build();
    }

    private static Question question(dev.giveback.feedback.v1.Question question) {
        return new Question(
                question.getQuestionId(),
                localized(question.getText()),
                QuestionKind.of(question.getKindValue()),
                question.getChoicesList().stream()
                        .map(choice -> new Question.Choice(choice.getChoiceId(), localized(choice.getText())))
                        .toList(),
                question.getRequired());
    }

    private static FollowUpRule followUp(dev.giveback.feedback.v1.FollowUpRule rule) {
        return new FollowUpRule(rule.getMaxScore(), rule.hasRecovery() ? reward(rule.getRecovery()) : null);
    }

    private static Trigger trigger(dev.giveback.feedback.v1.Trigger trigger) {
        return new Trigger(
                OccasionKind.of(trigger.getOccasionValue()),
                duration(trigger.getDelay()),
                trigger.getCondition(),
                trigger.getSamplePer10000(),
                duration(trigger.getMaxAge()));
    }

    private static Template template(MessageTemplate template) {
        return new Template(
                localized(template.getSubject()), localized(template.getText()), localized(template.getHtml()));
    }

    private static Localized localized(LocalizedText text) {
        return new Localized(text.getTextsMap());
    }

    private static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofMillis(Durations.toMillis(duration));
    }
}
