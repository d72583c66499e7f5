package dev.giveback.feedback.domain;

import dev.giveback.feedback.domain.ContactCommand.BeginAttempt;
import dev.giveback.feedback.domain.ContactCommand.EndAttempt;
import dev.giveback.feedback.domain.ContactCommand.Retry;
import dev.giveback.feedback.domain.ContactDecision.Accepted;
import dev.giveback.feedback.domain.ContactDecision.Later;
import dev.giveback.feedback.domain.ContactDecision.Nothing;
import dev.giveback.feedback.domain.ContactEvent.AttemptBegun;
import dev.giveback.feedback.domain.ContactEvent.AttemptEnded;
import dev.giveback.feedback.domain.ContactEvent.Header;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How what was decided is sent: tries with a lease, and what came of them. */
final class Attempts {
    private Attempts() {}

    static ContactDecision begin(ContactState state, BeginAttempt command, Header header) {
        if (state.isGone()) {
            return Deciding.gone();
        }
        ContactRecord contact = state.contactsById().get(command.contactId());
        if (contact == null) {
            return Deciding.noContact(command.contactId());
        }
        return switch (contact.progress()) {
            case NOT_SENT, SENT, FAILED, UNKNOWN -> new Nothing();
            case SENDING, WAITING -> begin(state, contact, command, header);
        };
    }

    private static ContactDecision begin(
            ContactState state, ContactRecord contact, BeginAttempt command, Header header) {
        Instant now = header.recorded();
        Instant lease = contact.lease();
        if (lease != null && lease.isAfter(now)) {
            return new Later(lease, "A try is under way.");
        }
        if (lease != null && (!command.repeatable() || isWithdrawn(state, contact))) {
            return ended(contact, AttemptOutcome.UNKNOWN, null, "the try was lost", header);
        }
        NotSentReason reason = lease == null ? changed(state, contact, command.policy(), now) : null;
        if (reason != null) {
            return unsent(contact, contact.attempts(), reason, header);
        }
        Instant retry = contact.retry();
        if (retry != null && retry.isAfter(now)) {
            return new Later(retry, "It is tried again then.");
        }
        Optional<Instant> quiet = command.policy().quietUntil(contact.decision().channel(), now, command.zone());
        return quiet.<ContactDecision>map(until -> new Later(until, "It is quiet for the customer until then."))
                .orElseGet(() ->
                        new Accepted(new AttemptBegun(header, contact.id(), contact.attempts() + 1, command.lease())));
    }

    /** What has come in between of the decision and the try. */
    private static @Nullable NotSentReason changed(
            ContactState state, ContactRecord contact, Policy policy, Instant now) {
        if (isWithdrawn(state, contact)) {
            return NotSentReason.UNSUBSCRIBED;
        }
        boolean late = contact.attempts() == 0
                && contact.queued().plus(policy.maxLateness()).isBefore(now);
        return late ? NotSentReason.TOO_LATE : null;
    }

    private static boolean isWithdrawn(ContactState state, ContactRecord contact) {
        ContactRecord.Decided decision = contact.decision();
        return state.consent(decision.channel(), decision.purpose())
                .map(consent -> !consent.granted())
                .orElse(false);
    }

    /** Of a try that is the latest one, still open, or taken for lost in the meantime. */
    static ContactDecision end(ContactState state, EndAttempt command, Header header) {
        ContactRecord contact = state.contactsById().get(command.contactId());
        if (contact == null || contact.attempts() != command.attempt()) {
            return new Nothing();
        }
        boolean open = contact.progress() == Progress.SENDING && contact.lease() != null;
        boolean lost = contact.progress() == Progress.UNKNOWN && command.outcome() != AttemptOutcome.UNKNOWN;
        NotSentReason reason = command.reason();
        if ((open || lost) && command.outcome() == AttemptOutcome.NOT_SENT && reason != null) {
            // This try has sent nothing; those before it may have.
            return unsent(contact, contact.attempts() - 1, reason, header);
        }
        return open || lost
                ? new Accepted(new AttemptEnded(
                        header,
                        contact.id(),
                        contact.attempts(),
                        command.outcome(),
                        command.retry(),
                        command.reason(),
                        command.detail()))
                : new Nothing();
    }

    static ContactDecision retry(ContactState state, Retry command, Header header) {
        if (state.isGone()) {
            return Deciding.gone();
        }
        ContactRecord contact = state.contactsById().get(command.contactId());
        if (contact == null) {
            return Deciding.noContact(command.contactId());
        }
        if (contact.answer() != null) {
            return Deciding.refused(
                    Reason.CONTACT_NOT_FAILED, "contact: " + contact.id() + " was answered, so the customer has it");
        }
        return switch (contact.progress()) {
            case FAILED, UNKNOWN ->
                new Accepted(new AttemptEnded(
                        header, contact.id(), contact.attempts(), AttemptOutcome.RETRY, header.recorded(), null, ""));
            case NOT_SENT, SENDING, WAITING, SENT ->
                Deciding.refused(
                        Reason.CONTACT_NOT_FAILED,
                        "contact: " + contact.id() + " is " + contact.progress() + ", neither FAILED nor UNKNOWN");
        };
    }

    /**
     * What is not tried any more. NOT_SENT gives the budget back and ends the link, so it is for what cannot have reached the customer: only when
     * no try went out before.
     */
    private static Accepted unsent(ContactRecord contact, int triesBefore, NotSentReason reason, Header header) {
        if (triesBefore == 0) {
            return ended(contact, AttemptOutcome.NOT_SENT, reason, "", header);
        }
        AttemptOutcome outcome = contact.mayHaveArrived() ? AttemptOutcome.UNKNOWN : AttemptOutcome.FAILED;
        String detail = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return ended(contact, outcome, null, detail, header);
    }

    private static Accepted ended(
            ContactRecord contact,
            AttemptOutcome outcome,
            @Nullable NotSentReason reason,
            String detail,
            Header header) {
        return new Accepted(new AttemptEnded(header, contact.id(), contact.attempts(), outcome, null, reason, detail));
    }
}
