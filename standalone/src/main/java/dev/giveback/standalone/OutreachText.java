package dev.giveback.standalone;

import static dev.giveback.standalone.console.Numbers.grouped;

import com.google.protobuf.Duration;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.OutreachState;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Surveys and messages for people. */
final class OutreachText {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    private OutreachText() {}

    static List<String> lines(Survey survey) {
        List<String> lines = new ArrayList<>();
        lines.add(survey.getName() + "  (" + state(survey.getState()) + ", version " + survey.getVersion() + ")");
        lines.add("");
        lines.add("  when      " + (survey.hasTrigger() ? trigger(survey.getTrigger()) : "by request only"));
        lines.add("  how       " + channel(survey.getChannel()));
        lines.add("  answer    " + reward(survey.getReward()));
        if (survey.hasFollowUp()) {
            lines.add(
                    "  follow-up of a score of at most " + survey.getFollowUp().getMaxScore() + ", with "
                            + reward(survey.getFollowUp().getRecovery()));
        }
        if (survey.hasReferralFromScore()) {
            lines.add("  referral  from a score of " + survey.getReferralFromScore());
        }
        survey.getQuestionsList().forEach(question -> lines.addAll(question(question, survey.getDefaultLanguage())));
        return lines;
    }

    private static List<String> question(Question question, String language) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  " + question.getQuestionId() + "  ("
                + Printing.word(question.getKind(), "QUESTION_KIND_").replace('_', ' ')
                + (question.getRequired() ? ", required" : "") + ", "
                + String.join(" ", new TreeMap<>(question.getText().getTextsMap()).keySet()) + ")");
        lines.add("    " + text(question.getText(), language));
        question.getChoicesList()
                .forEach(
                        choice -> lines.add("      " + choice.getChoiceId() + ": " + text(choice.getText(), language)));
        return lines;
    }

    static List<String> lines(OutreachMessage message) {
        List<String> lines = new ArrayList<>();
        lines.add(message.getName() + "  (" + state(message.getState()) + ", version " + message.getVersion() + ")");
        lines.add("");
        lines.add("  when      " + trigger(message.getTrigger()));
        lines.add("  how       " + channel(message.getChannel()) + ", as " + purpose(message.getPurpose()));
        lines.add("  gift      " + reward(message.getGift()));
        MessageTemplate template = message.getTemplate();
        new TreeMap<>(template.getSubject().getTextsMap()).forEach((language, subject) -> {
            lines.add("");
            lines.add("  " + language + "  " + subject);
            template.getText().getTextsOrDefault(language, "").lines().forEach(line -> lines.add("      " + line));
        });
        return lines;
    }

    private static String text(LocalizedText text, String language) {
        return text.getTextsOrDefault(
                language, text.getTextsMap().values().stream().findFirst().orElse(""));
    }

    static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    static String state(OutreachState state) {
        return Printing.word(state, "OUTREACH_STATE_");
    }

    static String channel(Channel channel) {
        return channel == Channel.CHANNEL_UNSPECIFIED
                ? "email"
                : Printing.word(channel, "CHANNEL_").replace('_', ' ');
    }

    static String purpose(ContactPurpose purpose) {
        return Printing.word(purpose, "CONTACT_PURPOSE_");
    }

    static String occasion(OccasionKind kind) {
        return Printing.word(kind, "OCCASION_KIND_").replace('_', ' ');
    }

    static String reward(Reward reward) {
        return switch (reward.getGiftCase()) {
            case POINTS -> grouped(reward.getPoints()) + " points";
            case CAMPAIGN -> "a coupon of " + id(reward.getCampaign());
            case GIFT_NOT_SET -> "nothing";
        };
    }

    /** When something is sent, in a few words: 3 days after purchase, 1 in 4. */
    static String trigger(Trigger trigger) {
        boolean isBefore = switch (trigger.getOccasion()) {
            case OCCASION_KIND_POINTS_EXPIRY, OCCASION_KIND_COUPON_EXPIRY, OCCASION_KIND_BIRTHDAY -> true;
            default -> false;
        };
        String occasion = occasion(trigger.getOccasion());
        String when = trigger.getDelay().getSeconds() == 0
                ? "at " + occasion
                : span(trigger.getDelay()) + (isBefore ? " before " : " after ") + occasion;
        String condition = trigger.getCondition().isEmpty() ? "" : ", if " + trigger.getCondition();
        String sample = trigger.hasSamplePer10000() && trigger.getSamplePer10000() < 10_000
                ? ", " + Printing.percent(trigger.getSamplePer10000())
                : "";
        return when + condition + sample;
    }

    private static String span(Duration duration) {
        long seconds = duration.getSeconds();
        if (seconds % DAY == 0) {
            return counted(seconds / DAY, "day");
        }
        return seconds % HOUR == 0 ? counted(seconds / HOUR, "hour") : counted(seconds, "second");
    }

    private static String counted(long count, String unit) {
        return grouped(count) + " " + unit + (count == 1 ? "" : "s");
    }
}
