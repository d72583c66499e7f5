package dev.giveback.feedback.domain;

import dev.giveback.feedback.domain.ContactCommand.Decide;
import dev.giveback.feedback.domain.ContactDecision.Accepted;
import dev.giveback.feedback.domain.ContactDecision.Later;
import dev.giveback.feedback.domain.ContactDecision.Repeated;
import dev.giveback.feedback.domain.ContactEvent.Header;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a customer is contacted about an occasion: the reasons in their order. */
final class Judging {
    private Judging() {}

    static ContactDecision decide(ContactState state, Decide command, Header header) {
        Source source = command.source();
        Occasion occasion = command.occasion();
        String id = ContactIds.of(source.id(), occasion.kind(), occasion.reference());
        if (state.decided().contains(id)) {
            return new Repeated();
        }
        Instant now = header.recorded();
        NotSentReason reason = beforeTheHours(state, command, now);
        if (reason == null) {
            // Before the chance: one that is drawn anew when the hours are over would be taken less often than it says.
            Optional<Instant> quiet = command.byHand()
                    ? Optional.empty()
                    : command.policy()
                            .quietUntil(
                                    source.channel(), now, command.standing().zone());
            if (quiet.isPresent()) {
                return new Later(quiet.get(), "It is quiet for the customer until then.");
            }
            reason = afterTheHours(state, command, now);
        }
        return new Accepted(new ContactEvent.Decided(header, decision(id, command, reason, now)));
    }

    private static @Nullable NotSentReason beforeTheHours(ContactState state, Decide command, Instant now) {
        if (state.isGone() || !command.standing().exists()) {
            return NotSentReason.CUSTOMER_GONE;
        }
        if (!command.source().isActive()) {
            return NotSentReason.NOT_ACTIVE;
        }
        if (command.due().plus(command.policy().maxLateness()).isBefore(now)) {
            return NotSentReason.TOO_LATE;
        }
        if (command.standing().occasionOver()) {
            return NotSentReason.OCCASION_OVER;
        }
        return command.source().isSurvey()
                        && command.heldOutDrawn() < command.policy().heldOutPer10000()
                ? NotSentReason.HELD_OUT
                : null;
    }

    private static @Nullable NotSentReason afterTheHours(ContactState state, Decide command, Instant now) {
        if (command.drawn() >= chance(command)) {
            return NotSentReason.NOT_DRAWN;
        }
        Source source = command.source();
        Optional<Consent> consent = state.consent(source.channel(), source.purpose());
        if (consent.isPresent() && !consent.get().granted()) {
            return NotSentReason.UNSUBSCRIBED;
        }
        if (consent.isEmpty() && !command.policy().assumedConsent().contains(source.purpose())) {
            return NotSentReason.NO_CONSENT;
        }
        boolean full = command.policy().limits().stream()
                .anyMatch(limit -> limit.covers(source.purpose()) && state.used(limit, now) >= limit.maxContacts());
        return full ? NotSentReason.LIMIT_REACHED : reachable(command);
    }

    private static @Nullable NotSentReason reachable(Decide command) {
        Policy policy = command.policy();
        return switch (command.source().channel()) {
            case EMAIL -> {
                if (!command.standing().hasEmail()) {
                    yield NotSentReason.NO_ADDRESS;
                }
                yield policy.sender().isEmpty() || !command.mailConfigured() ? NotSentReason.NOT_CONFIGURED : null;
            }
            case WEBHOOK -> policy.webhookUrl().isEmpty() ? NotSentReason.NOT_CONFIGURED : null;
            case IN_APP -> null;
        };
    }

    private static int chance(Decide command) {
        Trigger trigger = command.source().trigger();
        return command.byHand() || trigger == null ? Trigger.ALL : trigger.samplePer10000();
    }

    private static ContactRecord.Decided decision(
            String id, Decide command, @Nullable NotSentReason reason, Instant now) {
        Source source = command.source();
        Occasion occasion = command.occasion();
        Standing standing = command.standing();
        return new ContactRecord.Decided(
                id,
                source.id(),
                source.version(),
                occasion.kind(),
                occasion.reference(),
                occasion.kind().isPrivate() ? Instant.EPOCH : occasion.time(),
                occasion.order(),
                source.channel(),
                source.purpose(),
                reason,
                chance(command),
                command.drawn(),
                command.heldOutDrawn(),
                command.policy().heldOutPer10000(),
                Localized.choose(standing.languageCode(), source.languages(), source.defaultLanguage()),
                source.isSurvey() && reason == null ? now.plus(source.linkLifetime()) : null,
                reason == null ? source.gift() : null,
                standing.points(),
                standing.tierId(),
                now);
    }
}
