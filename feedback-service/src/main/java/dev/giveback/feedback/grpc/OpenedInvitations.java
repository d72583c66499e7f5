package dev.giveback.feedback.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.customers.AwayException;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.ProgramFacts;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.Localized;
import dev.giveback.feedback.domain.Question;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.domain.Source;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.links.LinkTarget;
import dev.giveback.feedback.links.Links;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.ShownChoice;
import dev.giveback.feedback.v1.ShownQuestion;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Invitations by their links, and what a page shows of them. */
public final class OpenedInvitations {
    private final Contacts contacts;
    private final Outreaches outreaches;
    private final Loyalty loyalty;
    private final Links links;
    private final InstantSource clock;

    /** Opened with these. */
    public OpenedInvitations(
            Contacts contacts, Outreaches outreaches, Loyalty loyalty, Links links, InstantSource clock) {
        this.contacts = contacts;
        this.outreaches = outreaches;
        this.loyalty = loyalty;
        this.links = links;
        this.clock = clock;
    }

    /** The invitation of a token; refused when it is none. */
    Invitation find(String token, Duration patience) {
        if (!(links.parse(token).orElse(null) instanceof LinkTarget.Invitation target)) {
            throw notValid();
        }
        ContactState state = Awaiting.of(contacts.read(target.customer(), patience));
        ContactRecord contact = state.contact(target.contactId()).orElseThrow(() -> missing(state, target));
        Survey survey = Awaiting.of(outreaches.find(target.customer().program()))
                .flatMap(outreach -> outreach.survey(
                        contact.decision().sourceId().substring(Source.SURVEYS.length()),
                        contact.decision().sourceVersion()))
                .orElseThrow(OpenedInvitations::notValid);
        String language =
                Localized.choose(contact.decision().languageCode(), survey.languages(), survey.defaultLanguage());
        return new Invitation(target.customer(), contact, survey, state.isGone(), language);
    }

    static StatusRuntimeException notValid() {
        return RefusalStatus.of(
                Reason.LINK_NOT_VALID, "link: it is not one of this installation, or something of it is missing");
    }

    /** Of an erased customer nothing is at hand, and of the others the oldest are not. */
    private static StatusRuntimeException missing(ContactState state, LinkTarget.Invitation target) {
        if (state.isGone()) {
            return RefusalStatus.of(Reason.CUSTOMER_GONE, "customer: was erased or merged into another one");
        }
        return state.decided().contains(target.contactId())
                ? RefusalStatus.of(Reason.LINK_EXPIRED, "link: it is too old to be answered")
                : notValid();
    }

    OpenInvitationResponse open(OpenInvitationRequest request, Duration patience) {
        Invitation invitation = find(request.getToken(), patience).in(request.getLanguageCode());
        refuseClosed(invitation);
        Survey survey = invitation.survey();
        OpenInvitationResponse.Builder page = OpenInvitationResponse.newBuilder()
                .setTitle(survey.title().in(invitation.languageCode(), survey.defaultLanguage()))
                .setLanguageCode(invitation.languageCode())
                .addAllLanguageCodes(survey.languages().stream().sorted().toList())
                .setProgramDisplayName(programName(invitation.customer().program()));
        survey.questions().forEach(question -> page.addQuestions(shown(question, invitation)));
        Instant expires = invitation.contact().decision().expires();
        if (expires != null) {
            page.setExpireTime(Timestamps.fromMillis(expires.toEpochMilli()));
        }
        Reward reward = survey.reward();
        if (reward != null) {
            page.setReward(reward(invitation.customer().program(), reward));
        }
        return page.build();
    }

    private void refuseClosed(Invitation invitation) {
        if (invitation.gone()) {
            throw invitation.refused(Reason.CUSTOMER_GONE, "customer: was erased or merged into another one");
        }
        if (invitation.contact().answer() != null) {
            throw invitation.refused(
                    Reason.ALREADY_ANSWERED,
                    "invitation: it was answered at "
                            + invitation.contact().answer().time());
        }
        Instant expires = invitation.contact().decision().expires();
        if (expires != null && !clock.instant().isBefore(expires)) {
            throw invitation.refused(Reason.LINK_EXPIRED, "link: it could be answered until " + expires);
        }
    }

    private static ShownQuestion shown(Question question, Invitation invitation) {
        String language = invitation.languageCode();
        String otherwise = invitation.survey().defaultLanguage();
        ShownQuestion.Builder shown = ShownQuestion.newBuilder()
                .setQuestionId(question.id())
                .setText(question.text().in(language, otherwise))
                .setKindValue(question.kind().number())
                .setRequired(question.required());
        question.choices()
                .forEach(choice -> shown.addChoices(ShownChoice.newBuilder()
                        .setChoiceId(choice.id())
                        .setText(choice.text().in(language, otherwise))));
        return shown.build();
    }

    /** A page can do without the name while loyalty-service is away. */
    String programName(String program) {
        try {
            return loyalty.program(program)
                    .map(ProgramFacts::displayName)
                    .filter(name -> !name.isEmpty())
                    .orElse(program);
        } catch (AwayException away) {
            return program;
        }
    }

    static dev.giveback.feedback.v1.Reward reward(String program, Reward reward) {
        return reward.points() > 0
                ? dev.giveback.feedback.v1.Reward.newBuilder()
                        .setPoints(reward.points())
                        .build()
                : dev.giveback.feedback.v1.Reward.newBuilder()
                        .setCampaign("programs/" + program + "/campaigns/" + reward.campaign())
                        .build();
    }
}
