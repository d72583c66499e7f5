package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.customers.Loyalty;
import dev.giveback.feedback.customers.Person;
import dev.giveback.feedback.customers.ProgramFacts;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Message;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.domain.Trigger;
import dev.giveback.feedback.mail.Rendered;
import dev.giveback.feedback.outbox.Wording;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.v1.PreviewContactRequest;
import dev.giveback.feedback.v1.PreviewContactResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What an invitation or message would say. Customer and program are as they are; what it would be about is an example, and the links in it do
 * not work.
 */
public final class Previews implements PreviewVerb {
    private static final long POINTS = 250;
    private static final Duration AHEAD = Duration.ofDays(14);

    private final Outreaches outreaches;
    private final Loyalty loyalty;
    private final String base;
    private final InstantSource clock;

    /**
     * Previews with these.
     *
     * @param base what links begin with
     */
    public Previews(Outreaches outreaches, Loyalty loyalty, String base, InstantSource clock) {
        this.outreaches = outreaches;
        this.loyalty = loyalty;
        this.base = base;
        this.clock = clock;
    }

    @Override
    public PreviewContactResponse preview(SourceName source, PreviewContactRequest request) {
        Outreach outreach =
                Awaiting.of(outreaches.find(source.program())).orElseGet(() -> Outreach.none(source.program()));
        ProgramFacts program = loyalty.program(source.program())
                .orElseGet(() -> new ProgramFacts(source.program(), "", ZoneOffset.UTC, "", Map.of()));
        Person person = request.getCustomer().isEmpty()
                ? example(program.zone())
                : person(Checks.customer(request.getCustomer(), "customer"), source.program());
        String wanted = request.getLanguageCode().isEmpty() ? person.languageCode() : request.getLanguageCode();
        return response(
                source.isSurvey()
                        ? invitation(survey(outreach, source), person, program, wanted)
                        : message(message(outreach, source), person, program, wanted));
    }

    private Person person(CustomerId customer, String program) {
        if (!customer.program().equals(program)) {
            throw Checks.refused("customer", "must be one of the program of source");
        }
        return loyalty.profile(customer)
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.CUSTOMER_NOT_FOUND, "customer: there is no customer " + customer.name()));
    }

    private static Person example(ZoneId zone) {
        return new Person("Alex Example", "Alex", "alex@home.example", "", zone, "");
    }

    private static Survey survey(Outreach outreach, SourceName source) {
        return outreach.survey(source.id())
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.SURVEY_NOT_FOUND,
                        "survey: there is no survey programs/" + source.program() + "/surveys/" + source.id()));
    }

    private static Message message(Outreach outreach, SourceName source) {
        return outreach.message(source.id())
                .orElseThrow(() -> RefusalStatus.of(
                        Reason.MESSAGE_NOT_FOUND,
                        "message: there is no message programs/" + source.program() + "/messages/" + source.id()));
    }

    private Rendered invitation(Survey survey, Person person, ProgramFacts program, String wanted) {
        Trigger trigger = survey.trigger();
        OccasionKind kind = trigger == null ? OccasionKind.PURCHASE : trigger.occasion();
        return Wording.invitation(survey, wanted, facts(kind, person, program, base + "/f/example"));
    }

    private Rendered message(Message message, Person person, ProgramFacts program, String wanted) {
        return Wording.message(message, wanted, facts(message.trigger().occasion(), person, program, ""));
    }

    private Wording.Facts facts(OccasionKind kind, Person person, ProgramFacts program, String surveyLink) {
        Instant time = kind.isAhead() ? clock.instant().plus(AHEAD) : clock.instant();
        String tier = program.tierNames().keySet().stream().reduce("", (one, next) -> next);
        return new Wording.Facts(
                person,
                program,
                kind,
                reference(kind, LocalDate.ofInstant(time, program.zone())),
                time,
                kind == OccasionKind.POINTS_EXPIRY ? POINTS : 0,
                kind == OccasionKind.TIER_REACHED ? tier : "",
                surveyLink,
                base + "/u/example");
    }

    private static String reference(OccasionKind kind, LocalDate day) {
        return switch (kind) {
            case POINTS_EXPIRY -> day.toString();
            case BIRTHDAY -> Integer.toString(day.getYear());
            case PURCHASE, REFUND, LAST_PURCHASE, COUPON_EXPIRY -> "example-1";
            case ENROLMENT, TIER_REACHED, REQUEST -> "";
        };
    }

    private static PreviewContactResponse response(Rendered rendered) {
        return PreviewContactResponse.newBuilder()
                .setSubject(rendered.subject())
                .setText(rendered.text())
                .setHtml(rendered.html())
                .setLanguageCode(rendered.languageCode())
                .build();
    }
}
