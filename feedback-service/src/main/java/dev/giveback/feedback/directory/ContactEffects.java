package dev.giveback.feedback.directory;

import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.RewardIds;
import dev.giveback.journal.v1.ContactEvent;
import dev.giveback.journal.v1.StoredAttemptBegun;
import dev.giveback.journal.v1.StoredAttemptEnded;
import dev.giveback.journal.v1.StoredContactDecided;
import dev.giveback.journal.v1.StoredFollowUpChanged;
import dev.giveback.journal.v1.StoredReferralCredited;
import dev.giveback.journal.v1.StoredReferralRedeemed;
import dev.giveback.journal.v1.StoredReward;
import dev.giveback.journal.v1.StoredRewardSettled;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What one customer's events do to the read model.
 *
 * @param batch that takes it
 */
record ContactEffects(EffectBatch batch) {
    private static final int NOT_SENT = 1;
    private static final int SENDING = 2;
    private static final int SENT = 4;

    /** Outcomes of a try, as they are stored, and the states that they lead to. */
    private static final int OUTCOME_SENT = 1;

    private static final int OUTCOME_RETRY = 2;
    private static final int[] STATES = {0, SENT, 3, 5, 6, NOT_SENT};

    /**
     * Tells an event.
     *
     * @return whether it is one that this build knows
     */
    boolean tell(CustomerId id, ContactEvent event) throws SQLException {
        long millis = event.getRecordMillis();
        switch (event.getChangeCase()) {
            case DECIDED -> decide(id, event.getDecided(), millis);
            case ATTEMPT_BEGUN -> begin(id, event.getAttemptBegun());
            case ATTEMPT_ENDED -> end(id, event.getAttemptEnded(), millis);
            case ANSWERED -> new AnswerEffects(batch).tell(id, event.getAnswered(), millis);
            case REWARD_SETTLED -> settle(id, event.getRewardSettled());
            case FOLLOW_UP_CHANGED -> change(id, event.getFollowUpChanged(), millis);
            case REFERRAL_CODE_GIVEN ->
                batch.add(
                        Effect.ADD_CODE,
                        id.program(),
                        event.getReferralCodeGiven().getCode(),
                        id.customer());
            case REFERRAL_REDEEMED -> redeem(id, event.getReferralRedeemed(), millis);
            case REFERRAL_EARNED -> {
                batch.add(Effect.EARN_REFERRAL, millis, id.program(), id.customer());
                batch.add(Effect.REWARD_REFEREE, RewardIds.REFEREE, millis, id.program(), id.customer());
            }
            case REFERRAL_CREDITED -> credit(id, event.getReferralCredited(), millis);
            case ERASED -> {
                batch.add(Effect.CLEAR_REWARDS, id.program(), id.customer());
                close(id, true);
            }
            case MERGED -> close(id, false);
            case CONSENT_CHANGED, ABSORBED -> {}
            case CHANGE_NOT_SET -> {
                return false;
            }
        }
        return true;
    }

    private void decide(CustomerId id, StoredContactDecided decided, long millis) throws SQLException {
        boolean isSent = decided.getNotSentReason() == 0;
        boolean isHanded = isSent && decided.getChannel() == Channel.IN_APP.number();
        Long handedMillis = isHanded ? millis : null;
        batch.add(
                Effect.ADD_CONTACT,
                id.program(),
                id.customer(),
                decided.getContactId(),
                decided.getSource(),
                decided.getSourceVersion(),
                decided.getOccasion(),
                decided.getReference(),
                decided.getOccasionMillis(),
                decided.getChannel(),
                decided.getPurpose(),
                isHanded ? SENT : isSent ? SENDING : NOT_SENT,
                decided.getNotSentReason(),
                decided.getChancePer10000(),
                decided.getDrawn(),
                decided.getLanguageCode(),
                millis,
                handedMillis,
                handedMillis,
                orNull(decided.getExpireMillis()),
                batch.texts(decided.getOrder().getCategoriesList()),
                batch.texts(decided.getOrder().getCampaignsList()),
                decided.getOrder().getTierId());
        if (isSent && !isHanded) {
            batch.add(
                    Effect.PUT_OUTBOX,
                    id.program(),
                    id.customer(),
                    decided.getContactId(),
                    decided.getChannel(),
                    millis);
        }
        if (isSent) {
            reward(id, RewardIds.gift(decided.getContactId()), decided.getGift(), millis);
        }
    }

    private void begin(CustomerId id, StoredAttemptBegun begun) throws SQLException {
        batch.add(Effect.BEGIN_ATTEMPT, begun.getAttempt(), id.program(), id.customer(), begun.getContactId());
        move(id, begun.getContactId(), begun.getLeaseMillis());
    }

    private void end(CustomerId id, StoredAttemptEnded ended, long millis) throws SQLException {
        boolean isSent = ended.getOutcome() == OUTCOME_SENT;
        Long sentMillis = isSent ? millis : null;
        batch.add(
                Effect.END_ATTEMPT,
                state(ended.getOutcome()),
                ended.getNotSentReason(),
                sentMillis,
                sentMillis,
                orNull(ended.getRetryMillis()),
                ended.getDetail().isEmpty() ? null : ended.getDetail(),
                id.program(),
                id.customer(),
                ended.getContactId());
        if (ended.getOutcome() == OUTCOME_RETRY) {
            move(id, ended.getContactId(), ended.getRetryMillis());
        } else {
            batch.add(Effect.TAKE_OUTBOX, id.program(), id.customer(), ended.getContactId());
        }
    }

    private static int state(int outcome) {
        if (outcome < 1 || outcome >= STATES.length) {
            throw new IllegalStateException("outcome: " + outcome + " (expected: one that this build knows)");
        }
        return STATES[outcome];
    }

    private void move(CustomerId id, String contactId, long millis) throws SQLException {
        batch.add(
                Effect.MOVE_OUTBOX,
                millis,
                id.program(),
                id.customer(),
                contactId,
                millis,
                id.program(),
                id.customer(),
                contactId);
    }

    private void settle(CustomerId id, StoredRewardSettled settled) throws SQLException {
        String rewardId = settled.getRewardId();
        batch.add(Effect.SETTLE_REWARD, id.program(), id.customer(), rewardId);
        if (settled.getRefusal().isEmpty() && rewardId.startsWith(RewardIds.answer(""))) {
            batch.add(
                    Effect.DELIVER_ANSWER,
                    id.program(),
                    id.customer(),
                    rewardId.substring(RewardIds.answer("").length()));
        }
    }

    private void change(CustomerId id, StoredFollowUpChanged changed, long millis) throws SQLException {
        batch.add(
                Effect.CHANGE_FOLLOW_UP,
                changed.getState(),
                changed.getAssignee(),
                millis,
                id.program(),
                id.customer(),
                changed.getContactId());
    }

    private void redeem(CustomerId id, StoredReferralRedeemed redeemed, long millis) throws SQLException {
        batch.add(
                Effect.ADD_REFERRAL,
                id.program(),
                id.customer(),
                redeemed.getReferrer(),
                redeemed.getCode(),
                redeemed.getReward().getPoints(),
                redeemed.getReward().getCampaign(),
                millis);
    }

    private void credit(CustomerId id, StoredReferralCredited credited, long millis) throws SQLException {
        batch.add(Effect.CREDIT_REFERRAL, id.program(), credited.getReferee());
        reward(id, RewardIds.referrer(credited.getReferee()), credited.getReward(), millis);
    }

    /** Of a customer who is gone nothing is on its way any more, and nobody can be followed up. */
    private void close(CustomerId id, boolean isErased) throws SQLException {
        batch.add(Effect.CLEAR_OUTBOX, id.program(), id.customer());
        batch.add(Effect.CLOSE_CONTACTS, id.program(), id.customer(), isErased);
        batch.add(Effect.CLOSE_FOLLOW_UPS, id.program(), id.customer());
    }

    void reward(CustomerId id, String rewardId, StoredReward reward, long millis) throws SQLException {
        if (reward.getPoints() > 0 || !reward.getCampaign().isEmpty()) {
            batch.add(
                    Effect.ADD_REWARD,
                    id.program(),
                    id.customer(),
                    rewardId,
                    reward.getPoints(),
                    reward.getCampaign(),
                    millis);
        }
    }

    private static @Nullable Long orNull(long millis) {
        return millis == 0 ? null : millis;
    }
}
