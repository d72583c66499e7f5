package dev.giveback.feedback.domain;

import dev.giveback.feedback.domain.ContactCommand.Absorb;
import dev.giveback.feedback.domain.ContactCommand.Answer;
import dev.giveback.feedback.domain.ContactCommand.BeginAttempt;
import dev.giveback.feedback.domain.ContactCommand.ChangeConsent;
import dev.giveback.feedback.domain.ContactCommand.ChangeFollowUp;
import dev.giveback.feedback.domain.ContactCommand.CreditReferral;
import dev.giveback.feedback.domain.ContactCommand.Decide;
import dev.giveback.feedback.domain.ContactCommand.EarnReferral;
import dev.giveback.feedback.domain.ContactCommand.EndAttempt;
import dev.giveback.feedback.domain.ContactCommand.Erase;
import dev.giveback.feedback.domain.ContactCommand.GiveReferralCode;
import dev.giveback.feedback.domain.ContactCommand.MergeInto;
import dev.giveback.feedback.domain.ContactCommand.RedeemReferral;
import dev.giveback.feedback.domain.ContactCommand.Retry;
import dev.giveback.feedback.domain.ContactCommand.SettleReward;
import dev.giveback.feedback.domain.ContactDecision.Accepted;
import dev.giveback.feedback.domain.ContactDecision.Nothing;
import dev.giveback.feedback.domain.ContactDecision.Refused;
import dev.giveback.feedback.domain.ContactDecision.Repeated;
import dev.giveback.feedback.domain.ContactEvent.Header;
import java.util.Optional;

/** What comes of each command: a repeat first, then whether the customer is still there, then the command's own rules. */
final class Deciding {
    private Deciding() {}

    static ContactDecision decide(ContactState state, ContactCommand command, Header header) {
        Request request = header.request();
        Optional<ContactState.Remembered> earlier = request.id().isEmpty()
                ? Optional.empty()
                : state.remembered().stream()
                        .filter(one -> one.requestId().equals(request.id()))
                        .findFirst();
        if (earlier.isPresent()) {
            return earlier.get().fingerprint() == request.fingerprint()
                    ? new Repeated()
                    : refused(
                            Reason.REQUEST_ID_REUSED,
                            "request_id: " + request.id() + " was used before with other content");
        }
        return switch (command) {
            case Decide decide -> Judging.decide(state, decide, header);
            case BeginAttempt begin -> Attempts.begin(state, begin, header);
            case EndAttempt end -> Attempts.end(state, end, header);
            case Retry retry -> Attempts.retry(state, retry, header);
            case ChangeConsent change -> changeConsent(state, change, header);
            case Answer answer -> Answering.answer(state, answer, header);
            case SettleReward settle -> settle(state, settle, header);
            case ChangeFollowUp change -> changeFollowUp(state, change, header);
            case GiveReferralCode give -> Referring.give(state, give, header);
            case RedeemReferral redeem -> Referring.redeem(state, redeem, header);
            case EarnReferral earn -> Referring.earn(state, earn, header);
            case CreditReferral credit -> Referring.credit(state, credit, header);
            case Erase erase -> state.erased() ? new Repeated() : new Accepted(new ContactEvent.Erased(header));
            case MergeInto merge -> mergeInto(state, merge, header);
            case Absorb absorb -> absorb(state, absorb, header);
        };
    }

    static Refused refused(Reason reason, String message) {
        return new Refused(Refusal.of(reason, message));
    }

    static Refused gone() {
        return refused(Reason.CUSTOMER_GONE, "customer: was erased or merged into another one");
    }

    static Refused noContact(String contactId) {
        return refused(Reason.CONTACT_NOT_FOUND, "contact: there is no contact " + contactId);
    }

    private static ContactDecision changeConsent(ContactState state, ChangeConsent change, Header header) {
        if (state.isGone()) {
            return gone();
        }
        boolean changes = change.changes().stream()
                .anyMatch(one -> state.consent(one.channel(), one.purpose())
                        .map(consent -> consent.granted() != one.granted())
                        .orElse(true));
        return changes || !header.request().id().isEmpty()
                ? new Accepted(new ContactEvent.ConsentChanged(header, change.changes(), change.source()))
                : new Nothing();
    }

    /** Counts for a customer who was merged, too: what was owed then still is. */
    private static ContactDecision settle(ContactState state, SettleReward settle, Header header) {
        OwedReward owed = state.rewards().get(settle.rewardId());
        if (owed == null) {
            return new Nothing();
        }
        return owed.settled()
                ? new Repeated()
                : new Accepted(new ContactEvent.RewardSettled(header, settle.rewardId(), settle.refusal()));
    }

    private static ContactDecision changeFollowUp(ContactState state, ChangeFollowUp change, Header header) {
        if (state.isGone()) {
            return gone();
        }
        FollowUp followUp = state.followUps().get(change.contactId());
        if (followUp == null) {
            return refused(Reason.FOLLOW_UP_NOT_FOUND, "follow-up: there is no follow-up " + change.contactId());
        }
        if (!change.noteHash().isEmpty() && followUp.notes().size() >= Limits.NOTES) {
            return new Refused(Refusal.field("note", "a follow-up takes at most " + Limits.NOTES + " notes"));
        }
        FollowUpState next = change.state();
        String assignee = change.assignee();
        return new Accepted(new ContactEvent.FollowUpChanged(
                header,
                change.contactId(),
                next == null ? followUp.state() : next,
                assignee == null ? followUp.assignee() : assignee,
                change.noteHash(),
                change.author()));
    }

    private static ContactDecision mergeInto(ContactState state, MergeInto merge, Header header) {
        if (state.erased()) {
            return gone();
        }
        return state.mergedInto() != null
                ? new Repeated()
                : new Accepted(new ContactEvent.Merged(header, merge.target()));
    }

    private static ContactDecision absorb(ContactState state, Absorb absorb, Header header) {
        if (state.erased()) {
            return gone();
        }
        return state.absorbed().contains(absorb.source())
                ? new Repeated()
                : new Accepted(new ContactEvent.Absorbed(
                        header,
                        absorb.source(),
                        absorb.withdrawn(),
                        absorb.spent(),
                        absorb.contactIds(),
                        absorb.credited()));
    }
}
