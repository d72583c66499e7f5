package dev.giveback.feedback.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.Consent;
import dev.giveback.feedback.domain.ContactLimit;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Policy;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.outreach.PolicyChecks;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.LimitStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contacts and consents as callers are told. */
final class ContactViews {
    private ContactViews() {}

    static Contact contact(CustomerId customer, ContactRecord record) {
        ContactRecord.Decided decision = record.decision();
        NotSentReason reason = record.notSentReason();
        Contact.Builder contact = Contact.newBuilder()
                .setName(customer.name() + "/contacts/" + decision.contactId())
                .setSource("programs/" + customer.program() + '/' + decision.sourceId())
                .setSourceVersion(decision.sourceVersion())
                .setOccasionValue(decision.occasion().number())
                .setReference(decision.reference())
                .setChannelValue(decision.channel().number())
                .setPurposeValue(decision.purpose().number())
                .setStateValue(record.progress().number())
                .setNotSentReasonValue(reason == null ? 0 : reason.number())
                .setExplanation(reason == null ? "" : Explanations.of(reason))
                .setChancePer10000(decision.chancePer10000())
                .setDrawn(decision.drawn())
                .setDecideTime(time(decision.time()))
                .setAttempts(record.attempts())
                .setLastError(record.lastError())
                .setLanguageCode(decision.languageCode());
        given(record.sent()).ifPresent(contact::setSendTime);
        given(record.retry()).ifPresent(contact::setRetryTime);
        given(decision.expires()).ifPresent(contact::setExpireTime);
        given(record.answer() == null ? null : record.answer().time()).ifPresent(contact::setAnswerTime);
        return contact.build();
    }

    static List<dev.giveback.feedback.v1.Consent> consents(ContactState state, Policy policy) {
        List<dev.giveback.feedback.v1.Consent> consents = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (Purpose purpose : Purpose.values()) {
                consents.add(consent(state, policy, channel, purpose));
            }
        }
        return consents;
    }

    private static dev.giveback.feedback.v1.Consent consent(
            ContactState state, Policy policy, Channel channel, Purpose purpose) {
        dev.giveback.feedback.v1.Consent.Builder told = dev.giveback.feedback.v1.Consent.newBuilder()
                .setChannelValue(channel.number())
                .setPurposeValue(purpose.number());
        Optional<Consent> said = state.consent(channel, purpose);
        if (said.isEmpty()) {
            boolean assumed = policy.assumedConsent().contains(purpose);
            return told.setGranted(assumed).setAssumed(assumed).build();
        }
        return told.setGranted(said.get().granted())
                .setUpdateTime(time(said.get().time()))
                .setSource(said.get().source())
                .build();
    }

    static List<LimitStanding> limits(ContactState state, Policy policy, Instant now) {
        return policy.limits().stream().map(limit -> limit(state, limit, now)).toList();
    }

    private static LimitStanding limit(ContactState state, ContactLimit limit, Instant now) {
        LimitStanding.Builder standing =
                LimitStanding.newBuilder().setLimit(PolicyChecks.limit(limit)).setUsed(state.used(limit, now));
        state.free(limit, now).ifPresent(free -> standing.setFreeTime(time(free)));
        return standing.build();
    }

    static Timestamp time(Instant instant) {
        return Timestamps.fromMillis(instant.toEpochMilli());
    }

    private static Optional<Timestamp> given(@Nullable Instant instant) {
        return Optional.ofNullable(instant).map(ContactViews::time);
    }
}
