package dev.giveback.feedback.grpc;

import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.domain.Channel;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactIds;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Progress;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.links.Links;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Invitations that a shop hands out itself. */
final class Invitations {
    private final Calls calls;
    private final Contacts contacts;
    private final Outreaches outreaches;
    private final InvitationFacts facts;
    private final Links links;
    private final Draws draws;
    private final InstantSource clock;

    Invitations(
            Calls calls,
            Contacts contacts,
            Outreaches outreaches,
            InvitationFacts facts,
            Links links,
            Draws draws,
            InstantSource clock) {
        this.calls = calls;
        this.contacts = contacts;
        this.outreaches = outreaches;
        this.facts = facts;
        this.links = links;
        this.draws = draws;
        this.clock = clock;
    }

    /** What is asked for, as far as its form is right. */
    record Asked(SourceName survey, CustomerId customer, String orderId, String language, Request request) {
        String program() {
            return survey.program();
        }
    }

    static Asked checked(CreateInvitationRequest request, Request by) {
        SourceName survey = Checks.survey(request.getSurvey(), "survey");
        CustomerId customer = Checks.customer(request.getCustomer(), "customer");
        if (!customer.program().equals(survey.program())) {
            throw Checks.refused("customer", "must be one of the survey's program");
        }
        return new Asked(
                survey,
                customer,
                Checks.orderId(request.getOrderId()),
                Checks.language(request.getLanguageCode(), "language_code"),
                by);
    }

    CompletionStage<CreateInvitationResponse> create(Asked asked, Duration patience) {
        return outreach(asked).thenCompose(outreach -> {
            Survey survey = outreach.survey(asked.survey().id())
                    .orElseThrow(() -> OutreachGrpcService.notFound(asked.survey()));
            return calls.later(() -> facts.find(
                            asked.customer(), asked.orderId(), asked.request().id()))
                    .thenCompose(found -> decide(asked, outreach, survey, found, patience));
        });
    }

    /** As this node knows it; the actor is asked about a survey that this node does not know of, which may be a moment old. */
    private CompletionStage<Outreach> outreach(Asked asked) {
        Outreach none = Outreach.none(asked.program());
        return outreaches
                .find(asked.program())
                .thenCompose(found -> found.isPresent()
                                && found.get().survey(asked.survey().id()).isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : outreaches.read(asked.program()).thenCompose(read -> outreaches.find(asked.program())))
                .thenApply(found -> found.orElse(none));
    }

    private CompletionStage<CreateInvitationResponse> decide(
            Asked asked, Outreach outreach, Survey survey, InvitationFacts.Facts found, Duration patience) {
        var standing =
                asked.language().isEmpty() ? found.standing() : found.standing().speaking(asked.language());
        ContactCommand.Decide command = new ContactCommand.Decide(
                found.occasion(),
                survey.source().by(Channel.IN_APP),
                outreach.policy(),
                standing,
                clock.instant(),
                0,
                draws.heldOut(asked.customer()),
                false,
                true);
        String id = ContactIds.of(
                survey.sourceId(), found.occasion().kind(), found.occasion().reference());
        return contacts.decide(asked.customer(), command, asked.request(), patience)
                .thenApply(reply -> answer(asked, id, Refusals.done(reply).state()));
    }

    private CreateInvitationResponse answer(Asked asked, String id, ContactState state) {
        Optional<ContactRecord> record = state.contact(id);
        if (record.isEmpty()) {
            return decidedElsewhere(asked, id);
        }
        CreateInvitationResponse.Builder answer =
                CreateInvitationResponse.newBuilder().setContact(ContactViews.contact(asked.customer(), record.get()));
        Instant expires = record.get().decision().expires();
        if (record.get().progress() == Progress.NOT_SENT || expires == null) {
            return answer.build();
        }
        String token = links.invitation(asked.customer(), id, expires);
        return answer.setToken(token).setLink(links.url(token)).build();
    }

    /** Decided of a customer who was merged into this one, or so long ago that only that is known. */
    private static CreateInvitationResponse decidedElsewhere(Asked asked, String id) {
        return CreateInvitationResponse.newBuilder()
                .setContact(Contact.newBuilder()
                        .setName(asked.customer().name() + "/contacts/" + id)
                        .setSource(asked.survey().name())
                        .setStateValue(Progress.NOT_SENT.number())
                        .setNotSentReasonValue(NotSentReason.OCCASION_OVER.number())
                        .setExplanation("It was decided of a customer who was merged into this one, or too long ago."))
                .build();
    }
}
