package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Purpose;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.links.LinkTarget;
import dev.giveback.feedback.links.Links;
import dev.giveback.feedback.v1.OpenUnsubscribeResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Consent that ends by a link. A link of a customer who was merged into another one counts for that one. */
public final class Unsubscriptions {
    private static final String SAID_BY = "link";
    private static final String DEFAULT_LANGUAGE = "en";
    private static final int MOST_MERGES = 20;

    private final Contacts contacts;
    private final OpenedInvitations pages;
    private final Links links;

    /** Withdrawn from these. */
    public Unsubscriptions(Contacts contacts, OpenedInvitations pages, Links links) {
        this.contacts = contacts;
        this.pages = pages;
        this.links = links;
    }

    /** What was withdrawn. */
    record Done(Purpose purpose, String languageCode) {}

    private LinkTarget.Unsubscribe target(String token) {
        if (links.parse(token).orElse(null) instanceof LinkTarget.Unsubscribe target) {
            return target;
        }
        throw OpenedInvitations.notValid();
    }

    private ContactState heir(CustomerId customer, Duration patience) {
        ContactState state = Awaiting.of(contacts.read(customer, patience));
        for (int merges = 0; merges < MOST_MERGES; merges++) {
            String into = state.mergedInto();
            if (into == null) {
                return state;
            }
            state = Awaiting.of(contacts.read(new CustomerId(customer.program(), into), patience));
        }
        return state;
    }

    OpenUnsubscribeResponse open(String token, Duration patience) {
        LinkTarget.Unsubscribe target = target(token);
        ContactState state = heir(target.customer(), patience);
        return OpenUnsubscribeResponse.newBuilder()
                .setPurposeValue(target.purpose().number())
                .setUnsubscribed(state.isGone() || isWithdrawn(state, target.purpose()))
                .setLanguageCode(language(state))
                .setProgramDisplayName(pages.programName(target.customer().program()))
                .build();
    }

    private static boolean isWithdrawn(ContactState state, Purpose purpose) {
        return Arrays.stream(Channel.values())
                .allMatch(channel -> state.consent(channel, purpose)
                        .map(consent -> !consent.granted())
                        .orElse(false));
    }

    /** That of the latest contact. */
    private static String language(ContactState state) {
        return state.contacts().stream()
                .map(contact -> contact.decision().languageCode())
                .filter(language -> !language.isEmpty())
                .findFirst()
                .orElse(DEFAULT_LANGUAGE);
    }

    Done withdraw(String token, boolean allPurposes, Request asked, Duration patience) {
        LinkTarget.Unsubscribe target = target(token);
        Set<Purpose> purposes = allPurposes ? EnumSet.allOf(Purpose.class) : EnumSet.of(target.purpose());
        ContactCommand.ChangeConsent change = ContactCommand.ChangeConsent.withdraw(purposes, SAID_BY);
        ContactState state = Heirs.until(
                () -> heir(target.customer(), patience),
                heir -> Awaiting.of(contacts.decide(heir.id(), change, asked, patience)));
        return new Done(target.purpose(), language(state));
    }
}
