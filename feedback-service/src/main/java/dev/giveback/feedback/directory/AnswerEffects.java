package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.RewardIds;
import dev.giveback.journal.v1.StoredAnswered;
import dev.giveback.journal.v1.StoredQuestionAnswer;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer does to the read model.
 *
 * @param batch that takes it
 */
record AnswerEffects(EffectBatch batch) {
    void tell(CustomerId id, StoredAnswered answered, long millis) throws SQLException {
        Integer score = score(answered);
        batch.add(
                Effect.ANSWER_CONTACT,
                millis,
                millis,
                score,
                answered.getSimulated(),
                id.program(),
                id.customer(),
                answered.getContactId());
        batch.add(
                Effect.ADD_ANSWER,
                score,
                millis,
                millis,
                answered.getSimulated(),
                answered.toByteArray(),
                batch.texts(choices(answered)),
                batch.bytes(hashes(answered)),
                id.program(),
                id.customer(),
                answered.getContactId());
        if (answered.getFollowUp()) {
            batch.add(
                    Effect.ADD_FOLLOW_UP,
                    score == null ? 0 : score,
                    millis,
                    millis,
                    answered.getRecovery().getPoints(),
                    answered.getRecovery().getCampaign(),
                    id.program(),
                    id.customer(),
                    answered.getContactId());
        }
        ContactEffects others = new ContactEffects(batch);
        others.reward(id, RewardIds.answer(answered.getContactId()), answered.getReward(), millis);
        others.reward(id, RewardIds.recovery(answered.getContactId()), answered.getRecovery(), millis);
    }

    private static @Nullable Integer score(StoredAnswered answered) {
        return answered.getScorePlusOne() == 0 ? null : answered.getScorePlusOne() - 1;
    }

    private static List<String> choices(StoredAnswered answered) {
        return answered.getAnswersList().stream()
                .flatMap(
                        answer -> answer.getChoicesList().stream().map(choice -> answer.getQuestionId() + '/' + choice))
                .toList();
    }

    private static List<byte[]> hashes(StoredAnswered answered) {
        return answered.getAnswersList().stream()
                .map(StoredQuestionAnswer::getTextHash)
                .filter(hash -> !hash.isEmpty())
                .map(hash -> hash.toByteArray())
                .toList();
    }
}
