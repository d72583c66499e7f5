package dev.giveback.feedback.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * One customer as somebody who is contacted, after its events.
 *
 * @param erased whether everything was forgotten
 * @param mergedInto the customer that it was merged into, without the program; null if it was not
 * @param contactsById {@link Limits#CONTACTS} at most
 * @param order ids of the same, oldest first
 * @param decided ids of all that were ever decided, those of customers who were merged into this one too
 * @param consents what the customer said
 * @param spent what limits count, oldest first, of the last 366 days before the latest event
 * @param rewards by id
 * @param followUps by the contact's id
 * @param referralCode null if there is none
 * @param referral by whose code the customer came; null if by none
 * @param credited whom the customer has brought, and whether there was a reward for it
 * @param absorbed customers who were merged into this one
 * @param remembered requests, oldest first
 */
public record ContactState(
        CustomerId id,
        boolean erased,
        @Nullable String mergedInto,
        PMap<String, ContactRecord> contactsById,
        PVector<String> order,
        PSet<String> decided,
        PMap<ConsentKey, Consent> consents,
        PVector<Spent> spent,
        PMap<String, OwedReward> rewards,
        PMap<String, FollowUp> followUps,
        @Nullable String referralCode,
        @Nullable Referral referral,
        PMap<String, Boolean> credited,
        PSet<String> absorbed,
        PVector<Remembered> remembered) {
    /** A request that was carried out. */
    public record Remembered(String requestId, long fingerprint) {}

    /** A customer before the first event. */
    public static ContactState of(CustomerId id) {
        return new ContactState(
                id,
                false,
                null,
                HashTreePMap.empty(),
                TreePVector.empty(),
                HashTreePSet.empty(),
                HashTreePMap.empty(),
                TreePVector.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                null,
                null,
                HashTreePMap.empty(),
                HashTreePSet.empty(),
                TreePVector.empty());
    }

    /** Judges a command: a repeat before everything else. */
    public ContactDecision decide(ContactCommand command, Request request, Instant now) {
        return Deciding.decide(this, command, new ContactEvent.Header(now, request));
    }

    /** The state after one more event. */
    public ContactState evolve(ContactEvent event) {
        return Evolving.evolve(this, event);
    }

    /** Whether the customer was erased or merged into another one. */
    public boolean isGone() {
        return erased || mergedInto != null;
    }

    /** A contact. */
    public Optional<ContactRecord> contact(String contactId) {
        return Optional.ofNullable(contactsById.get(contactId));
    }

    /** The contacts at hand, the latest first. */
    public List<ContactRecord> contacts() {
        return order.reversed().stream().map(contactsById::get).toList();
    }

    /** What the customer said about a channel and purpose; empty if nothing. */
    public Optional<Consent> consent(Channel channel, Purpose purpose) {
        return Optional.ofNullable(consents.get(new ConsentKey(channel, purpose)));
    }

    /** How many contacts a limit counts now. */
    public int used(ContactLimit limit, Instant now) {
        return (int) spent.stream()
                .filter(one -> limit.covers(one.purpose()) && limit.counts(one.time(), now))
                .count();
    }

    /** When a limit leaves room again; empty if it does now. */
    public Optional<Instant> free(ContactLimit limit, Instant now) {
        List<Instant> counted = spent.stream()
                .filter(one -> limit.covers(one.purpose()) && limit.counts(one.time(), now))
                .map(Spent::time)
                .sorted()
                .toList();
        int over = counted.size() - limit.maxContacts();
        return over < 0 ? Optional.empty() : Optional.of(counted.get(over).plus(limit.window()));
    }

    /** Hashes of the texts of answers and notes at hand. */
    public Set<String> textHashes() {
        Stream<String> answers = contactsById.values().stream()
                .flatMap(contact -> Stream.ofNullable(contact.answer()))
                .flatMap(answer -> answer.answers().stream())
                .map(QuestionAnswer::textHash)
                .filter(hash -> !hash.isEmpty());
        Stream<String> notes = followUps.values().stream()
                .flatMap(followUp -> followUp.notes().stream())
                .map(FollowUp.Note::hash);
        return Stream.concat(answers, notes).collect(Collectors.toUnmodifiableSet());
    }

    /** How many the customer was rewarded for having brought. */
    public int referred() {
        return (int) credited.values().stream().filter(rewarded -> rewarded).count();
    }

    /** Everything is forgotten but that the customer is gone. */
    ContactState nowErased() {
        return new ContactState(
                id,
                true,
                null,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                null,
                null,
                credited,
                absorbed,
                remembered);
    }

    ContactState withMergedInto(@Nullable String nextMergedInto) {
        return new ContactState(
                id,
                erased,
                nextMergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                referralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withContacts(
            PMap<String, ContactRecord> nextContactsById, PVector<String> nextOrder, PSet<String> nextDecided) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                nextContactsById,
                nextOrder,
                nextDecided,
                consents,
                spent,
                rewards,
                followUps,
                referralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withConsents(PMap<ConsentKey, Consent> nextConsents) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                nextConsents,
                spent,
                rewards,
                followUps,
                referralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withSpent(PVector<Spent> nextSpent) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                nextSpent,
                rewards,
                followUps,
                referralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withRewards(PMap<String, OwedReward> nextRewards) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                nextRewards,
                followUps,
                referralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withFollowUps(PMap<String, FollowUp> nextFollowUps) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                nextFollowUps,
                referralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withReferralCode(String nextReferralCode) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                nextReferralCode,
                referral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withReferral(Referral nextReferral) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                referralCode,
                nextReferral,
                credited,
                absorbed,
                remembered);
    }

    ContactState withCredited(PMap<String, Boolean> nextCredited) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                referralCode,
                referral,
                nextCredited,
                absorbed,
                remembered);
    }

    ContactState withAbsorbed(PSet<String> nextAbsorbed) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                referralCode,
                referral,
                credited,
                nextAbsorbed,
                remembered);
    }

    ContactState withRemembered(PVector<Remembered> nextRemembered) {
        return new ContactState(
                id,
                erased,
                mergedInto,
                contactsById,
                order,
                decided,
                consents,
                spent,
                rewards,
                followUps,
                referralCode,
                referral,
                credited,
                absorbed,
                nextRemembered);
    }
}
