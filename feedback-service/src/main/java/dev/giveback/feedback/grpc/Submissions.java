package dev.giveback.feedback.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.AnswerRules;
import dev.giveback.feedback.domain.ContactAnswer;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.links.Draws;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.texts.PersonalText;
import dev.giveback.feedback.texts.Texts;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Answers that are submitted: texts are kept first, then the customer's actor records everything as one fact. */
public final class Submissions {
    private final Contacts contacts;
    private final Outreaches outreaches;
    private final OpenedInvitations invitations;
    private final Texts texts;
    private final Draws draws;
    private final InstantSource clock;

    /** Submitted to these. */
    public Submissions(
            Contacts contacts,
            Outreaches outreaches,
            OpenedInvitations invitations,
            Texts texts,
            Draws draws,
            InstantSource clock) {
        this.contacts = contacts;
        this.outreaches = outreaches;
        this.invitations = invitations;
        this.texts = texts;
        this.draws = draws;
        this.clock = clock;
    }

    SubmitResponseResponse submit(SubmitResponseRequest request, Request asked, Duration patience) {
        Invitation invitation = invitations.find(request.getToken(), patience);
        ContactReply reply = tryOnce(request, invitation, asked, patience);
        if (reply instanceof ContactReply.Refused refused && refused.refusal().reason() == Reason.ALREADY_ANSWERED) {
            // The same may have been submitted twice at once; now it is known by which hashes it was recorded.
            reply = tryOnce(request, invitations.find(request.getToken(), patience), asked, patience);
        }
        return switch (reply) {
            case ContactReply.Done done -> response(invitation, done.state(), asked, patience);
            case ContactReply.Refused refused -> throw told(invitation, refused.refusal());
            case ContactReply.Later later -> throw new IllegalStateException("an answer was put off: " + later.why());
        };
    }

    private ContactReply tryOnce(
            SubmitResponseRequest request, Invitation invitation, Request asked, Duration patience) {
        CustomerId customer = invitation.customer();
        SubmittedTexts submitted = SubmittedTexts.of(request, earlier(invitation));
        if (invitation.gone()) {
            throw invitation.refused(Reason.CUSTOMER_GONE, "customer: was erased or merged into another one");
        }
        AnswerRules.check(invitation.survey(), submitted.answers()).ifPresent(broken -> {
            throw RefusalStatus.of(broken);
        });
        texts.keep(customer, submitted.added(), clock.millis());
        ContactReply reply = Awaiting.of(contacts.decide(
                customer,
                new ContactCommand.Answer(
                        invitation.contact().id(),
                        invitation.survey(),
                        submitted.answers(),
                        request.getSimulated(),
                        isReferringOffered(customer)),
                asked,
                patience));
        settle(customer, submitted, reply);
        return reply;
    }

    private SubmittedTexts.Earlier earlier(Invitation invitation) {
        ContactAnswer answer = invitation.contact().answer();
        if (answer == null) {
            return SubmittedTexts.Earlier.NONE;
        }
        List<String> hashes = answer.answers().stream()
                .map(dev.giveback.feedback.domain.QuestionAnswer::textHash)
                .filter(hash -> !hash.isEmpty())
                .toList();
        return new SubmittedTexts.Earlier(answer, texts.read(invitation.customer(), hashes));
    }

    /** A text is needed as long as an event names it. */
    private void settle(CustomerId customer, SubmittedTexts submitted, ContactReply reply) {
        List<String> added = submitted.added().stream().map(PersonalText::hash).toList();
        switch (reply) {
            case ContactReply.Done done -> {
                if (done.repeated()) {
                    texts.drop(customer, added, clock.millis());
                } else {
                    texts.recorded(customer, added);
                }
            }
            case ContactReply.Refused refused -> texts.drop(customer, added, clock.millis());
            case ContactReply.Later later -> texts.drop(customer, added, clock.millis());
        }
    }

    private boolean isReferringOffered(CustomerId customer) {
        return Awaiting.of(outreaches.find(customer.program()))
                .map(Outreach::referralOffer)
                .map(offer -> offer.offered())
                .orElse(false);
    }

    private static RuntimeException told(Invitation invitation, Refusal refusal) {
        return switch (refusal.reason()) {
            case CONTACT_NOT_FOUND -> OpenedInvitations.notValid();
            case LINK_EXPIRED, ALREADY_ANSWERED, ANSWER_CHANGED, CUSTOMER_GONE -> invitation.refused(refusal);
            default -> RefusalStatus.of(refusal);
        };
    }

    private SubmitResponseResponse response(
            Invitation invitation, ContactState state, Request asked, Duration patience) {
        SubmitResponseResponse.Builder response = SubmitResponseResponse.newBuilder()
                .setThanks(invitation.thanks())
                .setLanguageCode(invitation.languageCode());
        ContactAnswer answer = state.contact(invitation.contact().id())
                .map(contact -> contact.answer())
                .orElse(null);
        if (answer == null) {
            return response.build();
        }
        response.setAnswerTime(Timestamps.fromMillis(answer.time().toEpochMilli()));
        Reward reward = answer.reward();
        if (reward != null) {
            response.setReward(OpenedInvitations.reward(invitation.customer().program(), reward));
        }
        return answer.referralAsked()
                ? response.setReferralCode(referralCode(state, asked, patience)).build()
                : response.build();
    }

    private String referralCode(ContactState state, Request asked, Duration patience) {
        String there = state.referralCode();
        if (there != null) {
            return there;
        }
        ContactReply reply = Awaiting.of(contacts.decide(
                state.id(), new ContactCommand.GiveReferralCode(draws.referralCode()), asked, patience));
        return switch (reply) {
            case ContactReply.Done done -> {
                String given = done.state().referralCode();
                yield given == null ? "" : given;
            }
            case ContactReply.Refused refused -> "";
            case ContactReply.Later later -> "";
        };
    }
}
