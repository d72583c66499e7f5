package dev.giveback.feedback.journal;

import dev.giveback.feedback.domain.AttemptOutcome;
import dev.giveback.feedback.domain.ContactEvent;
import dev.giveback.feedback.domain.ContactEvent.Header;
import dev.giveback.feedback.domain.FollowUpState;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Request;
import dev.giveback.journal.v1.StoredAttemptBegun;
import dev.giveback.journal.v1.StoredAttemptEnded;
import dev.giveback.journal.v1.StoredConsentChanged;
import dev.giveback.journal.v1.StoredContactErased;
import dev.giveback.journal.v1.StoredContactMerged;
import dev.giveback.journal.v1.StoredFollowUpChanged;
import dev.giveback.journal.v1.StoredReferralCodeGiven;
import dev.giveback.journal.v1.StoredReferralCredited;
import dev.giveback.journal.v1.StoredReferralEarned;
import dev.giveback.journal.v1.StoredReferralRedeemed;
import dev.giveback.journal.v1.StoredRewardSettled;

/** A customer's events as they are stored. */
public final class ContactEventMapper {
    private ContactEventMapper() {}

    /** The stored form of an event. */
    public static dev.giveback.journal.v1.ContactEvent toProto(ContactEvent event) {
        Header header = event.header();
        dev.giveback.journal.v1.ContactEvent.Builder stored = dev.giveback.journal.v1.ContactEvent.newBuilder()
                .setRecordMillis(header.recorded().toEpochMilli())
                .setRequestId(header.request().id())
                .setRequestFingerprint(header.request().fingerprint())
                .setPrincipal(header.request().principal());
        return switch (event) {
            case ContactEvent.Decided decided ->
                stored.setDecided(Parts.decided(decided.decision())).build();
            case ContactEvent.AttemptBegun begun ->
                stored.setAttemptBegun(begun(begun)).build();
            case ContactEvent.AttemptEnded ended ->
                stored.setAttemptEnded(ended(ended)).build();
            case ContactEvent.ConsentChanged changed ->
                stored.setConsentChanged(StoredConsentChanged.newBuilder()
                                .addAllChanges(Parts.changes(changed.changes()))
                                .setSource(changed.source()))
                        .build();
            case ContactEvent.Answered answered ->
                stored.setAnswered(Parts.answered(answered)).build();
            case ContactEvent.RewardSettled settled ->
                stored.setRewardSettled(StoredRewardSettled.newBuilder()
                                .setRewardId(settled.rewardId())
                                .setRefusal(settled.refusal()))
                        .build();
            case ContactEvent.FollowUpChanged changed ->
                stored.setFollowUpChanged(followUp(changed)).build();
            case ContactEvent.ReferralCodeGiven given ->
                stored.setReferralCodeGiven(StoredReferralCodeGiven.newBuilder().setCode(given.code()))
                        .build();
            case ContactEvent.ReferralRedeemed redeemed ->
                stored.setReferralRedeemed(redeemed(redeemed)).build();
            case ContactEvent.ReferralEarned earned ->
                stored.setReferralEarned(StoredReferralEarned.newBuilder().setOrderId(earned.orderId()))
                        .build();
            case ContactEvent.ReferralCredited credited ->
                stored.setReferralCredited(credited(credited)).build();
            case ContactEvent.Erased erased ->
                stored.setErased(StoredContactErased.getDefaultInstance()).build();
            case ContactEvent.Merged merged ->
                stored.setMerged(StoredContactMerged.newBuilder().setTarget(merged.target()))
                        .build();
            case ContactEvent.Absorbed absorbed ->
                stored.setAbsorbed(Parts.absorbed(absorbed)).build();
        };
    }

    /** The event of a stored form. */
    public static ContactEvent toDomain(dev.giveback.journal.v1.ContactEvent stored) {
        Header header = new Header(
                Parts.instant(stored.getRecordMillis()),
                new Request(stored.getRequestId(), stored.getRequestFingerprint(), stored.getPrincipal()));
        return switch (stored.getChangeCase()) {
            case DECIDED -> new ContactEvent.Decided(header, Parts.decided(stored.getDecided(), header.recorded()));
            case ATTEMPT_BEGUN -> begun(header, stored.getAttemptBegun());
            case ATTEMPT_ENDED -> ended(header, stored.getAttemptEnded());
            case CONSENT_CHANGED ->
                new ContactEvent.ConsentChanged(
                        header,
                        Parts.toChanges(stored.getConsentChanged().getChangesList()),
                        stored.getConsentChanged().getSource());
            case ANSWERED -> Parts.answered(header, stored.getAnswered());
            case REWARD_SETTLED ->
                new ContactEvent.RewardSettled(
                        header,
                        stored.getRewardSettled().getRewardId(),
                        stored.getRewardSettled().getRefusal());
            case FOLLOW_UP_CHANGED -> followUp(header, stored.getFollowUpChanged());
            case REFERRAL_CODE_GIVEN ->
                new ContactEvent.ReferralCodeGiven(
                        header, stored.getReferralCodeGiven().getCode());
            case REFERRAL_REDEEMED -> redeemed(header, stored.getReferralRedeemed());
            case REFERRAL_EARNED ->
                new ContactEvent.ReferralEarned(
                        header, stored.getReferralEarned().getOrderId());
            case REFERRAL_CREDITED ->
                new ContactEvent.ReferralCredited(
                        header,
                        stored.getReferralCredited().getReferee(),
                        stored.getReferralCredited().hasReward()
                                ? Parts.reward(stored.getReferralCredited().getReward())
                                : null);
            case ERASED -> new ContactEvent.Erased(header);
            case MERGED -> new ContactEvent.Merged(header, stored.getMerged().getTarget());
            case ABSORBED -> Parts.absorbed(header, stored.getAbsorbed());
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException("event of a contact: without a change (expected: one)");
        };
    }

    private static StoredAttemptBegun begun(ContactEvent.AttemptBegun event) {
        return StoredAttemptBegun.newBuilder()
                .setContactId(event.contactId())
                .setAttempt(event.attempt())
                .setLeaseMillis(event.lease().toEpochMilli())
                .build();
    }

    private static ContactEvent begun(Header header, StoredAttemptBegun stored) {
        return new ContactEvent.AttemptBegun(
                header, stored.getContactId(), stored.getAttempt(), Parts.instant(stored.getLeaseMillis()));
    }

    private static StoredAttemptEnded ended(ContactEvent.AttemptEnded event) {
        NotSentReason reason = event.reason();
        return StoredAttemptEnded.newBuilder()
                .setContactId(event.contactId())
                .setAttempt(event.attempt())
                .setOutcome(event.outcome().number())
                .setRetryMillis(Parts.millis(event.retry()))
                .setDetail(event.detail())
                .setNotSentReason(reason == null ? 0 : reason.number())
                .build();
    }

    private static ContactEvent ended(Header header, StoredAttemptEnded stored) {
        return new ContactEvent.AttemptEnded(
                header,
                stored.getContactId(),
                stored.getAttempt(),
                AttemptOutcome.of(stored.getOutcome()),
                Parts.orNull(stored.getRetryMillis()),
                Parts.reason(stored.getNotSentReason()),
                stored.getDetail());
    }

    private static StoredFollowUpChanged followUp(ContactEvent.FollowUpChanged event) {
        return StoredFollowUpChanged.newBuilder()
                .setContactId(event.contactId())
                .setState(event.state().number())
                .setAssignee(event.assignee())
                .setNoteHash(Parts.bytes(event.noteHash()))
                .setAuthor(event.author())
                .build();
    }

    private static ContactEvent followUp(Header header, StoredFollowUpChanged stored) {
        return new ContactEvent.FollowUpChanged(
                header,
                stored.getContactId(),
                FollowUpState.of(stored.getState()),
                stored.getAssignee(),
                Parts.hex(stored.getNoteHash()),
                stored.getAuthor());
    }

    private static StoredReferralRedeemed redeemed(ContactEvent.ReferralRedeemed event) {
        return StoredReferralRedeemed.newBuilder()
                .setCode(event.code())
                .setReferrer(event.referrer())
                .setReward(Parts.reward(event.reward()))
                .setReferrerReward(Parts.reward(event.referrerReward()))
                .setMaxReferrals(event.maxReferrals())
                .build();
    }

    private static ContactEvent redeemed(Header header, StoredReferralRedeemed stored) {
        return new ContactEvent.ReferralRedeemed(
                header,
                stored.getCode(),
                stored.getReferrer(),
                Parts.reward(stored.getReward()),
                Parts.reward(stored.getReferrerReward()),
                stored.getMaxReferrals());
    }

    private static StoredReferralCredited credited(ContactEvent.ReferralCredited event) {
        StoredReferralCredited.Builder stored =
                StoredReferralCredited.newBuilder().setReferee(event.referee());
        if (event.reward() != null) {
            stored.setReward(Parts.reward(event.reward()));
        }
        return stored.build();
    }
}
