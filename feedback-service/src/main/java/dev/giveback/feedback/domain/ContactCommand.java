package dev.giveback.feedback.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one customer's contacts are asked to do. */
public sealed interface ContactCommand {
    /**
     * Decide whether to contact about an occasion. An occasion is decided once for ever.
     *
     * @param source with the channel that is meant
     * @param due when it fell due; what is looked at later than the policy's max_lateness is not sent
     * @param drawn 0 to 9,999, what the source's sample is compared with
     * @param heldOutDrawn 0 to 9,999, the same for a customer ever after
     * @param mailConfigured whether this installation sends e-mail at all
     * @param byHand an invitation that somebody asked for: no quiet hours and no chance
     */
    record Decide(
            Occasion occasion,
            Source source,
            Policy policy,
            Standing standing,
            Instant due,
            int drawn,
            int heldOutDrawn,
            boolean mailConfigured,
            boolean byHand)
            implements ContactCommand {}

    /**
     * Begin a try. What has been withdrawn since, or waited for longer than the policy's max_lateness, ends as NOT_SENT instead, or, when a try
     * went out before, as FAILED; a lost try that cannot be repeated ends as UNKNOWN. So whoever asks sends only when the contact is SENDING with the lease that was asked for.
     * Later in quiet hours.
     *
     * @param lease until when nobody else may try
     * @param repeatable whether a try that was lost may be repeated, because the other side recognises it
     * @param zone of the customer now
     */
    record BeginAttempt(String contactId, Instant lease, boolean repeatable, Policy policy, ZoneId zone)
            implements ContactCommand {}

    /**
     * Tell what came of a try.
     *
     * @param attempt its number, as the contact told at its begin; of another nothing is recorded
     * @param outcome NOT_SENT when there was nothing that could be tried; it ends as FAILED or UNKNOWN when a try went out before this one
     * @param retry when it is tried again; null unless the outcome is RETRY
     * @param reason why it is not sent; null unless the outcome is NOT_SENT
     * @param detail what the other side said, at most 200 characters without addresses
     */
    record EndAttempt(
            String contactId,
            int attempt,
            AttemptOutcome outcome,
            @Nullable Instant retry,
            @Nullable NotSentReason reason,
            String detail)
            implements ContactCommand {}

    /** Send again what failed or is not known. */
    record Retry(String contactId) implements ContactCommand {}

    /**
     * Give or withdraw consent.
     *
     * @param source where it was said
     */
    record ChangeConsent(List<ConsentChange> changes, String source) implements ContactCommand {
        public ChangeConsent {
            changes = List.copyOf(changes);
        }

        /** Withdraws consent to these purposes by every channel. */
        public static ChangeConsent withdraw(Set<Purpose> purposes, String source) {
            return new ChangeConsent(
                    purposes.stream()
                            .sorted()
                            .flatMap(purpose -> java.util.Arrays.stream(Channel.values())
                                    .map(channel -> new ConsentChange(channel, purpose, false)))
                            .toList(),
                    source);
        }
    }

    /**
     * Record an answer. The texts are kept before; one that is the same as of an earlier answer to the same contact comes with the hash of
     * then, so that a repeat is recognised.
     *
     * @param survey the version that the contact was made with
     * @param referralsOffered whether the program offers referrals now
     */
    record Answer(
            String contactId, Survey survey, List<GivenAnswer> answers, boolean simulated, boolean referralsOffered)
            implements ContactCommand {
        public Answer {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Note that a reward reached the customer, or never will.
     *
     * @param refusal why it never will; empty when it did
     */
    record SettleReward(String rewardId, String refusal) implements ContactCommand {}

    /**
     * Change a follow-up.
     *
     * @param state null: as it is
     * @param assignee null: as it is; empty: nobody
     * @param noteHash of a note that was kept before, hexadecimal; empty for none
     */
    record ChangeFollowUp(
            String contactId,
            @Nullable FollowUpState state,
            @Nullable String assignee,
            String noteHash,
            String author) implements ContactCommand {}

    /** Give the customer this referral code, unless there is one. */
    record GiveReferralCode(String code) implements ContactCommand {}

    /**
     * Note by whose code this customer comes.
     *
     * @param referrer without the program
     * @param boughtBefore whether the customer has bought already
     * @param referred how many the referrer has been rewarded for
     */
    record RedeemReferral(String code, String referrer, ReferralOffer offer, boolean boughtBefore, int referred)
            implements ContactCommand {}

    /** The first purchase of this customer, who came by a code. */
    record EarnReferral(String orderId) implements ContactCommand {}

    /**
     * Somebody who came by this customer's code has bought.
     *
     * @param referee without the program
     */
    record CreditReferral(String referee, @Nullable Reward reward, int maxReferrals) implements ContactCommand {}

    /** Forget everything but that the customer is gone. */
    record Erase() implements ContactCommand {}

    /**
     * The customer was merged into another one.
     *
     * @param target without the program
     */
    record MergeInto(String target) implements ContactCommand {}

    /**
     * Another customer was merged into this one.
     *
     * @param source without the program
     * @param withdrawn consents that the source had withdrawn
     * @param spent contacts of the source in the last 366 days
     * @param contactIds that were decided of the source
     * @param credited whom the source has brought, and whether there was a reward for it
     */
    record Absorb(
            String source,
            List<ConsentChange> withdrawn,
            List<Spent> spent,
            List<String> contactIds,
            Map<String, Boolean> credited)
            implements ContactCommand {
        public Absorb {
            withdrawn = List.copyOf(withdrawn);
            spent = List.copyOf(spent);
            contactIds = List.copyOf(contactIds);
            credited = Map.copyOf(credited);
        }

        /** What a customer leaves to the one that it was merged into. */
        public static Absorb of(ContactState source) {
            return new Absorb(
                    source.id().customer(),
                    source.consents().entrySet().stream()
                            .filter(entry -> !entry.getValue().granted())
                            .map(entry -> new ConsentChange(
                                    entry.getKey().channel(), entry.getKey().purpose(), false))
                            .sorted(java.util.Comparator.comparing(ConsentChange::channel)
                                    .thenComparing(ConsentChange::purpose))
                            .toList(),
                    source.spent(),
                    source.decided().stream().sorted().toList(),
                    source.credited());
        }
    }
}
