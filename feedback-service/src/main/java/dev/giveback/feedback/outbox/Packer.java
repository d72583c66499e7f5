package dev.giveback.feedback.outbox;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.Person;
import dev.giveback.feedback.customers.ProgramFacts;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.domain.Source;
import dev.giveback.feedback.links.Links;
import dev.giveback.feedback.links.ServiceKey;
import dev.giveback.feedback.mail.Addresses;
import dev.giveback.feedback.mail.DeliveryId;
import dev.giveback.feedback.mail.Letter;
import dev.giveback.feedback.mail.MailTransport;
import dev.giveback.feedback.mail.Rendered;
import dev.giveback.feedback.v1.WebhookDelivery;
import dev.giveback.feedback.webhook.Webhook;
import dev.giveback.feedback.webhook.WebhookAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a contact ready: reads who the customer is from loyalty-service, words the text and looks what is missing. Nothing of it is kept.
 */
public final class Packer {
    private static final Duration BOTH_SECRETS = Duration.ofDays(1);

    private final Loyalty loyalty;
    private final Links links;
    private final ServiceKey key;
    private final Optional<MailTransport> mail;
    private final Webhook webhook;
    private final InstantSource clock;

    /**
     * Packs with these.
     *
     * @param mail empty: this installation sends no e-mail
     */
    public Packer(
            Loyalty loyalty,
            Links links,
            ServiceKey key,
            Optional<MailTransport> mail,
            Webhook webhook,
            InstantSource clock) {
        this.loyalty = loyalty;
        this.links = links;
        this.key = key;
        this.mail = mail;
        this.webhook = webhook;
        this.clock = clock;
    }

    /**
     * A contact of a customer, ready; empty when there is no such customer, program or source any more.
     *
     * @throws dev.giveback.feedback.customers.AwayException when loyalty-service does not answer
     */
    Optional<Parcel> pack(CustomerId customer, ContactRecord contact, Outreach outreach) {
        Optional<Person> person = loyalty.profile(customer);
        Optional<ProgramFacts> program = loyalty.program(customer.program());
        if (person.isEmpty() || program.isEmpty()) {
            return Optional.empty();
        }
        ContactRecord.Decided decision = contact.decision();
        Wording.Facts facts = facts(customer, decision, person.get(), program.get());
        return rendered(outreach, decision, facts).map(rendered -> switch (decision.channel()) {
            case EMAIL -> byMail(customer, contact, outreach, person.get(), rendered, facts);
            case WEBHOOK -> byWebhook(customer, contact, outreach, person.get(), rendered, facts);
            case IN_APP ->
                throw new IllegalStateException(
                        "contact " + contact.id() + ": IN_APP (expected: a channel that is sent by)");
        });
    }

    private Wording.Facts facts(
            CustomerId customer, ContactRecord.Decided decision, Person person, ProgramFacts program) {
        return new Wording.Facts(
                person,
                program,
                decision.occasion(),
                decision.reference(),
                decision.occasionTime(),
                decision.points(),
                decision.tierId(),
                surveyLink(customer, decision),
                unsubscribeLink(customer, decision.purpose()));
    }

    private String surveyLink(CustomerId customer, ContactRecord.Decided decision) {
        Instant expires = decision.expires();
        return expires == null ? "" : links.url(links.invitation(customer, decision.contactId(), expires));
    }

    private String unsubscribeLink(CustomerId customer, Purpose purpose) {
        return links.url(links.unsubscribe(customer, purpose));
    }

    private static Optional<Rendered> rendered(Outreach outreach, ContactRecord.Decided decision, Wording.Facts facts) {
        String id = decision.sourceId();
        return id.startsWith(Source.SURVEYS)
                ? outreach.survey(id.substring(Source.SURVEYS.length()), decision.sourceVersion())
                        .map(survey -> Wording.invitation(survey, decision.languageCode(), facts))
                : outreach.message(id.substring(Source.MESSAGES.length()))
                        .map(message -> Wording.message(message, decision.languageCode(), facts));
    }

    private Parcel byMail(
            CustomerId customer,
            ContactRecord contact,
            Outreach outreach,
            Person person,
            Rendered rendered,
            Wording.Facts facts) {
        Letter letter = new Letter(
                DeliveryId.of(customer, contact.id()),
                outreach.policy().sender(),
                person.email(),
                person.displayName(),
                rendered,
                facts.unsubscribeLink(),
                clock.instant());
        return new Parcel(
                outreach.policy(),
                person.zone(),
                mail.map(MailTransport::isRepeatable).orElse(false),
                missingOfMail(letter),
                () -> mail.orElseThrow().send(letter));
    }

    private @Nullable NotSentReason missingOfMail(Letter letter) {
        if (mail.isEmpty() || !Addresses.isSender(letter.sender())) {
            return NotSentReason.NOT_CONFIGURED;
        }
        return Addresses.isAddress(letter.address()) ? null : NotSentReason.NO_ADDRESS;
    }

    private Parcel byWebhook(
            CustomerId customer,
            ContactRecord contact,
            Outreach outreach,
            Person person,
            Rendered rendered,
            Wording.Facts facts) {
        URI address = WebhookAddress.parse(outreach.policy().webhookUrl());
        List<byte[]> secrets = secrets(outreach);
        WebhookDelivery delivery = delivery(customer, contact.decision(), rendered, facts);
        return new Parcel(
                outreach.policy(),
                person.zone(),
                true,
                address == null || secrets.isEmpty() ? NotSentReason.NOT_CONFIGURED : null,
                () -> webhook.send(
                        java.util.Objects.requireNonNull(address),
                        DeliveryId.of(customer, contact.id()),
                        delivery,
                        secrets,
                        clock.instant()));
    }

    /** The newest first; the one before it counts for a day. */
    private List<byte[]> secrets(Outreach outreach) {
        List<byte[]> secrets = new ArrayList<>();
        long version = outreach.webhookSecretVersion();
        Instant made = outreach.webhookSecretTime();
        if (version > 0) {
            secrets.add(key.webhookSecret(outreach.program(), version));
        }
        if (version > 1 && made != null && clock.instant().isBefore(made.plus(BOTH_SECRETS))) {
            secrets.add(key.webhookSecret(outreach.program(), version - 1));
        }
        return secrets;
    }

    private static WebhookDelivery delivery(
            CustomerId customer, ContactRecord.Decided decision, Rendered rendered, Wording.Facts facts) {
        WebhookDelivery.Builder delivery = WebhookDelivery.newBuilder()
                .setContact(customer.name() + "/contacts/" + decision.contactId())
                .setCustomer(customer.name())
                .setSource("programs/" + customer.program() + "/" + decision.sourceId())
                .setPurposeValue(decision.purpose().number())
                .setOccasionValue(decision.occasion().number())
                .setReference(decision.reference())
                .setSubject(rendered.subject())
                .setText(rendered.text())
                .setHtml(rendered.html())
                .setLanguageCode(rendered.languageCode())
                .setSurveyLink(facts.surveyLink())
                .setUnsubscribeLink(facts.unsubscribeLink());
        Instant expires = decision.expires();
        if (expires != null) {
            delivery.setExpireTime(Timestamps.fromMillis(expires.toEpochMilli()));
        }
        return delivery.build();
    }
}
