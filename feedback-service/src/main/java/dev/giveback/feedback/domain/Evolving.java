package dev.giveback.feedback.domain;

import dev.giveback.feedback.domain.ContactEvent.Absorbed;
import dev.giveback.feedback.domain.ContactEvent.Answered;
import dev.giveback.feedback.domain.ContactEvent.AttemptBegun;
import dev.giveback.feedback.domain.ContactEvent.AttemptEnded;
import dev.giveback.feedback.domain.ContactEvent.ConsentChanged;
import dev.giveback.feedback.domain.ContactEvent.Decided;
import dev.giveback.feedback.domain.ContactEvent.Erased;
import dev.giveback.feedback.domain.ContactEvent.FollowUpChanged;
import dev.giveback.feedback.domain.ContactEvent.Merged;
import dev.giveback.feedback.domain.ContactEvent.ReferralCodeGiven;
import dev.giveback.feedback.domain.ContactEvent.ReferralCredited;
import dev.giveback.feedback.domain.ContactEvent.ReferralEarned;
import dev.giveback.feedback.domain.ContactEvent.ReferralRedeemed;
import dev.giveback.feedback.domain.ContactEvent.RewardSettled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** The state after each event. Nothing is judged here: an event carries its outcome. */
final class Evolving {
    private Evolving() {}

    static ContactState evolve(ContactState state, ContactEvent event) {
        ContactState next = switch (event) {
            case Decided decided -> decided(state, decided);
            case AttemptBegun begun ->
                replaced(state, begun.contactId(), contact -> contact.begun(begun.attempt(), begun.lease()));
            case AttemptEnded ended -> ended(state, ended);
            case ConsentChanged changed ->
                consents(
                        state,
                        changed.changes(),
                        changed.source(),
                        changed.header().recorded());
            case Answered answered -> answered(state, answered);
            case RewardSettled settled -> settled(state, settled);
            case FollowUpChanged changed -> followUp(state, changed);
            case ReferralCodeGiven given -> state.withReferralCode(given.code());
            case ReferralRedeemed redeemed ->
                state.withReferral(new Referral(
                        redeemed.code(),
                        redeemed.referrer(),
                        redeemed.reward(),
                        redeemed.referrerReward(),
                        redeemed.maxReferrals(),
                        redeemed.header().recorded(),
                        false));
            case ReferralEarned earned -> earned(state);
            case ReferralCredited credited ->
                owed(
                        state.withCredited(state.credited().plus(credited.referee(), credited.reward() != null)),
                        RewardIds.referrer(credited.referee()),
                        credited.reward());
            case Erased erased -> ContactState.of(state.id()).nowErased();
            case Merged merged ->
                closed(state.withMergedInto(merged.target()), merged.header().recorded());
            case Absorbed absorbed -> absorbed(state, absorbed);
        };
        return remembered(next, event.header());
    }

    private static ContactState remembered(ContactState state, ContactEvent.Header header) {
        if (header.request().id().isEmpty()) {
            return state;
        }
        PVector<ContactState.Remembered> all = state.remembered()
                .plus(new ContactState.Remembered(
                        header.request().id(), header.request().fingerprint()));
        return state.withRemembered(all.size() > Limits.REMEMBERED_REQUESTS ? all.minus(0) : all);
    }

    // Contacts.

    private static ContactState decided(ContactState state, Decided event) {
        ContactRecord.Decided decision = event.decision();
        Instant now = decision.time();
        ContactState next = room(state);
        next = next.withContacts(
                next.contactsById().plus(decision.contactId(), ContactRecord.of(decision, now)),
                next.order().plus(decision.contactId()),
                next.decided().plus(decision.contactId()));
        if (decision.reason() == null) {
            next = spent(next, List.of(new Spent(decision.contactId(), decision.purpose(), now)), now);
        }
        return owed(next, RewardIds.gift(decision.contactId()), decision.gift());
    }

    /** Makes room for one more: the oldest that was not sent goes first, then the oldest. */
    private static ContactState room(ContactState state) {
        if (state.order().size() < Limits.CONTACTS) {
            return state;
        }
        String going = state.order().stream()
                .filter(id -> progress(state, id) == Progress.NOT_SENT)
                .findFirst()
                .orElse(state.order().getFirst());
        return state.withContacts(
                state.contactsById().minus(going), state.order().minus(going), state.decided());
    }

    private static @Nullable Progress progress(ContactState state, String id) {
        ContactRecord contact = state.contactsById().get(id);
        return contact == null ? null : contact.progress();
    }

    private static ContactState spent(ContactState state, List<Spent> more, Instant now) {
        Instant horizon = now.minus(Limits.WINDOW);
        List<Spent> all = new ArrayList<>(state.spent());
        all.addAll(more);
        all.removeIf(one -> !one.time().isAfter(horizon));
        all.sort(Comparator.comparing(Spent::time));
        return state.withSpent(TreePVector.from(all));
    }

    private static ContactState replaced(ContactState state, String id, UnaryOperator<ContactRecord> change) {
        ContactRecord contact = state.contactsById().get(id);
        return contact == null
                ? state
                : state.withContacts(
                        state.contactsById().plus(id, change.apply(contact)), state.order(), state.decided());
    }

    private static ContactState ended(ContactState state, AttemptEnded event) {
        ContactState next = replaced(
                state,
                event.contactId(),
                contact -> contact.ended(
                        event.outcome(),
                        event.retry(),
                        event.reason(),
                        event.detail(),
                        event.header().recorded()));
        return event.outcome() == AttemptOutcome.NOT_SENT
                ? next.withSpent(TreePVector.from(next.spent().stream()
                        .filter(one -> !one.contactId().equals(event.contactId()))
                        .toList()))
                : next;
    }

    /** What is on its way and was not tried will not be. */
    private static ContactState closed(ContactState state, Instant now) {
        ContactState next = state;
        for (ContactRecord contact : state.contactsById().values()) {
            boolean open = contact.progress() == Progress.WAITING
                    || (contact.progress() == Progress.SENDING && contact.lease() == null);
            if (open) {
                next = replaced(
                        next,
                        contact.id(),
                        one -> one.ended(AttemptOutcome.NOT_SENT, null, NotSentReason.CUSTOMER_GONE, "", now));
            }
        }
        return next;
    }

    // Answers and what follows of them.

    private static ContactState answered(ContactState state, Answered event) {
        Instant now = event.header().recorded();
        ContactAnswer answer = new ContactAnswer(
                event.answers(),
                event.score(),
                event.simulated(),
                event.reward(),
                event.followUp(),
                event.recovery(),
                event.referralAsked(),
                now);
        String id = event.contactId();
        ContactState next = replaced(state, id, contact -> contact.answered(answer));
        if (event.followUp()) {
            FollowUp opened = new FollowUp(id, FollowUpState.OPEN, "", List.of(), now, now);
            next = next.withFollowUps(next.followUps().plus(id, opened));
        }
        return owed(owed(next, RewardIds.answer(id), event.reward()), RewardIds.recovery(id), event.recovery());
    }

    private static ContactState owed(ContactState state, String id, @Nullable Reward reward) {
        return reward == null ? state : state.withRewards(state.rewards().plus(id, new OwedReward(reward, false, "")));
    }

    private static ContactState settled(ContactState state, RewardSettled event) {
        OwedReward owed = state.rewards().get(event.rewardId());
        return owed == null
                ? state
                : state.withRewards(
                        state.rewards().plus(event.rewardId(), new OwedReward(owed.reward(), true, event.refusal())));
    }

    private static ContactState followUp(ContactState state, FollowUpChanged event) {
        FollowUp before = state.followUps().get(event.contactId());
        if (before == null) {
            return state;
        }
        Instant now = event.header().recorded();
        List<FollowUp.Note> notes = new ArrayList<>(before.notes());
        if (!event.noteHash().isEmpty()) {
            notes.add(new FollowUp.Note(event.noteHash(), event.author(), now));
        }
        FollowUp after = new FollowUp(before.contactId(), event.state(), event.assignee(), notes, before.opened(), now);
        return state.withFollowUps(state.followUps().plus(before.contactId(), after));
    }

    private static ContactState earned(ContactState state) {
        Referral referral = state.referral();
        return referral == null
                ? state
                : owed(state.withReferral(referral.nowEarned()), RewardIds.REFEREE, referral.reward());
    }

    // The customer.

    private static ContactState consents(ContactState state, List<ConsentChange> changes, String source, Instant now) {
        PMap<ConsentKey, Consent> consents = state.consents();
        for (ConsentChange change : changes) {
            consents = consents.plus(
                    new ConsentKey(change.channel(), change.purpose()), new Consent(change.granted(), now, source));
        }
        return state.withConsents(consents);
    }

    /** Of whom both have brought a reward of either counts. */
    private static PMap<String, Boolean> credited(PMap<String, Boolean> own, Map<String, Boolean> others) {
        PMap<String, Boolean> all = own;
        for (Map.Entry<String, Boolean> other : others.entrySet()) {
            all = all.plus(other.getKey(), other.getValue() || Boolean.TRUE.equals(own.get(other.getKey())));
        }
        return all;
    }

    private static ContactState absorbed(ContactState state, Absorbed event) {
        Instant now = event.header().recorded();
        ContactState next = consents(state, event.withdrawn(), Consent.MERGE, now);
        List<Spent> spent = event.spent().stream()
                .map(one -> new Spent("", one.purpose(), one.time()))
                .toList();
        next = spent(next, spent, now);
        next = next.withContacts(
                next.contactsById(), next.order(), next.decided().plusAll(event.contactIds()));
        next = next.withCredited(credited(next.credited(), event.credited()));
        return next.withAbsorbed(next.absorbed().plus(event.source()));
    }
}
