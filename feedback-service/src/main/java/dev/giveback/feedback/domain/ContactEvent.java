package dev.giveback.feedback.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fact of one customer as somebody who is contacted. */
public sealed interface ContactEvent {
    /** When it was recorded and who asked. */
    Header header();

    /** When it was recorded and who asked. */
    record Header(Instant recorded, Request request) {}

    /** Whether to contact was decided. */
    record Decided(Header header, ContactRecord.Decided decision) implements ContactEvent {}

    /** A try began. */
    record AttemptBegun(Header header, String contactId, int attempt, Instant lease) implements ContactEvent {}

    /** What came of a try. */
    record AttemptEnded(
            Header header,
            String contactId,
            int attempt,
            AttemptOutcome outcome,
            @Nullable Instant retry,
            @Nullable NotSentReason reason,
            String detail)
            implements ContactEvent {}

    /** Consent was given or withdrawn. */
    record ConsentChanged(Header header, List<ConsentChange> changes, String source) implements ContactEvent {
        public ConsentChanged {
            changes = List.copyOf(changes);
        }
    }

    /** An invitation was answered. */
    record Answered(
            Header header,
            String contactId,
            List<QuestionAnswer> answers,
            @Nullable Integer score,
            boolean simulated,
            @Nullable Reward reward,
            boolean followUp,
            @Nullable Reward recovery,
            boolean referralAsked)
            implements ContactEvent {
        public Answered {
            answers = List.copyOf(answers);
        }
    }

    /** A reward reached the customer, or never will. */
    record RewardSettled(Header header, String rewardId, String refusal) implements ContactEvent {}

    /** A follow-up was changed: state and assignee as they are now. */
    record FollowUpChanged(
            Header header, String contactId, FollowUpState state, String assignee, String noteHash, String author)
            implements ContactEvent {}

    /** The customer has a referral code now. */
    record ReferralCodeGiven(Header header, String code) implements ContactEvent {}

    /** The customer came by another's code. */
    record ReferralRedeemed(
            Header header, String code, String referrer, Reward reward, Reward referrerReward, int maxReferrals)
            implements ContactEvent {}

    /** The first purchase of who came by a code. */
    record ReferralEarned(Header header, String orderId) implements ContactEvent {}

    /** Somebody who came by this customer's code bought; without a reward when the limit was reached. */
    record ReferralCredited(
            Header header, String referee, @Nullable Reward reward) implements ContactEvent {}

    /** The customer was erased. */
    record Erased(Header header) implements ContactEvent {}

    /** The customer was merged into another one. */
    record Merged(Header header, String target) implements ContactEvent {}

    /** Another customer was merged into this one. */
    record Absorbed(
            Header header,
            String source,
            List<ConsentChange> withdrawn,
            List<Spent> spent,
            List<String> contactIds,
            Map<String, Boolean> credited)
            implements ContactEvent {
        public Absorbed {
            withdrawn = List.copyOf(withdrawn);
            spent = List.copyOf(spent);
            contactIds = List.copyOf(contactIds);
            credited = Map.copyOf(credited);
        }
    }
}
