package dev.giveback.feedback.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.directory.AnswerEntry;
import dev.giveback.feedback.directory.ContactEntry;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.v1.ChosenIds;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.SurveyResponse;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import java.util.HexFormat;
import java.util.Map;

/** Rows of the read model as the contract has them. */
final class ResponseMessages {
    private ResponseMessages() {}

    static SurveyResponse response(AnswerEntry entry) {
        SurveyResponse.Builder response = SurveyResponse.newBuilder()
                .setInvitation(entry.customer().name() + "/contacts/" + entry.contactId())
                .setSurveyVersion(entry.sourceVersion())
                .setOrderId(entry.orderId())
                .setAnswerTime(time(entry.answerMillis()))
                .setSimulated(entry.answered().getSimulated())
                .setRewardDelivered(entry.isDelivered());
        if (entry.answered().getScorePlusOne() > 0) {
            response.setScore(entry.answered().getScorePlusOne() - 1);
        }
        if (entry.answered().hasReward()) {
            response.setReward(reward(
                    entry.customer().program(),
                    entry.answered().getReward().getPoints(),
                    entry.answered().getReward().getCampaign()));
        }
        entry.answered().getAnswersList().forEach(answer -> response.addAnswers(answer(answer, entry.texts())));
        return response.build();
    }

    /** An answer whose text was erased is there without it. */
    private static QuestionAnswer answer(StoredQuestionAnswer stored, Map<String, String> texts) {
        QuestionAnswer.Builder answer = QuestionAnswer.newBuilder().setQuestionId(stored.getQuestionId());
        if (stored.getScorePlusOne() > 0) {
            answer.setScore(stored.getScorePlusOne() - 1);
        } else if (stored.getChoicesCount() > 0) {
            answer.setChoices(ChosenIds.newBuilder().addAllChoiceIds(stored.getChoicesList()));
        } else if (!stored.getTextHash().isEmpty()) {
            String text =
                    texts.get(HexFormat.of().formatHex(stored.getTextHash().toByteArray()));
            if (text != null) {
                answer.setText(text);
            }
        }
        return answer.build();
    }

    static Contact contact(ContactEntry entry) {
        Contact.Builder contact = Contact.newBuilder()
                .setName(entry.customer().name() + "/contacts/" + entry.contactId())
                .setSource("programs/" + entry.customer().program() + '/' + entry.source())
                .setSourceVersion(entry.sourceVersion())
                .setOccasionValue(entry.occasion())
                .setReference(entry.reference())
                .setChannelValue(entry.channel())
                .setPurposeValue(entry.purpose())
                .setStateValue(entry.state())
                .setNotSentReasonValue(entry.reason())
                .setExplanation(entry.reason() == 0 ? "" : Explanations.of(NotSentReason.of(entry.reason())))
                .setChancePer10000(entry.chancePer10000())
                .setDrawn(entry.drawn())
                .setDecideTime(time(entry.decideMillis()))
                .setAttempts(entry.attempts())
                .setLastError(entry.lastError())
                .setLanguageCode(entry.languageCode());
        if (entry.sendMillis() > 0) {
            contact.setSendTime(time(entry.sendMillis()));
        }
        if (entry.retryMillis() > 0) {
            contact.setRetryTime(time(entry.retryMillis()));
        }
        if (entry.expireMillis() > 0) {
            contact.setExpireTime(time(entry.expireMillis()));
        }
        if (entry.answerMillis() > 0) {
            contact.setAnswerTime(time(entry.answerMillis()));
        }
        return contact.build();
    }

    static Reward reward(String program, long points, String campaign) {
        return campaign.isEmpty()
                ? Reward.newBuilder().setPoints(points).build()
                : Reward.newBuilder()
                        .setCampaign("programs/" + program + "/campaigns/" + campaign)
                        .build();
    }

    static Timestamp time(long millis) {
        return Timestamps.fromMillis(millis);
    }
}
