package dev.giveback.feedback.outbox;

import dev.giveback.feedback.customers.Person;
import dev.giveback.feedback.customers.ProgramFacts;
import dev.giveback.feedback.domain.Localized;
import dev.giveback.feedback.domain.Message;
import dev.giveback.feedback.domain.OccasionKind;
import dev.giveback.feedback.domain.Reward;
import dev.giveback.feedback.domain.Survey;
import dev.giveback.feedback.domain.Template;
import dev.giveback.feedback.mail.Composer;
import dev.giveback.feedback.mail.LanguageTexts;
import dev.giveback.feedback.mail.Placeholder;
import dev.giveback.feedback.mail.Rendered;
import dev.giveback.feedback.mail.Values;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an invitation or message says to one customer about one occasion. */
public final class Wording {
    private Wording() {}

    /**
     * What the words are about.
     *
     * @param reference the order, coupon or day
     * @param time of the occasion
     * @param points that expire; 0 for none
     * @param tierId empty for none
     * @param surveyLink empty for a message
     */
    public record Facts(
            Person person,
            ProgramFacts program,
            OccasionKind occasion,
            String reference,
            Instant time,
            long points,
            String tierId,
            String surveyLink,
            String unsubscribeLink) {}

    /** An invitation, by the survey's template or ours. */
    public static Rendered invitation(Survey survey, String wanted, Facts facts) {
        Template template = survey.invitation();
        String language = template == null
                ? LanguageTexts.of(wanted.isEmpty() ? survey.defaultLanguage() : wanted)
                        .language()
                : language(template, wanted, survey.defaultLanguage());
        LanguageTexts texts = LanguageTexts.of(language);
        Values values = values(facts, texts)
                .with(Placeholder.SURVEY_LINK, facts.surveyLink())
                .with(Placeholder.SURVEY_TITLE, survey.title().in(language, survey.defaultLanguage()))
                .with(Placeholder.REWARD, gift(survey.reward(), texts));
        return Composer.render(
                template == null ? Composer.invitation(texts) : source(template, language), values, language);
    }

    /** A message. */
    public static Rendered message(Message message, String wanted, Facts facts) {
        String language = language(message.template(), wanted, message.defaultLanguage());
        LanguageTexts texts = LanguageTexts.of(language);
        return Composer.render(
                source(message.template(), language),
                values(facts, texts).with(Placeholder.GIFT, gift(message.gift(), texts)),
                language);
    }

    /** The language of those in which both subject and text are there. */
    private static String language(Template template, String wanted, String defaultLanguage) {
        Set<String> there = new HashSet<>(template.subject().languages());
        there.retainAll(template.text().languages());
        return Localized.choose(wanted, there, defaultLanguage);
    }

    private static Composer.Source source(Template template, String language) {
        return new Composer.Source(
                template.subject().texts().getOrDefault(language, ""),
                template.text().texts().getOrDefault(language, ""),
                template.html().texts().getOrDefault(language, ""));
    }

    private static Values values(Facts facts, LanguageTexts texts) {
        Person person = facts.person();
        ProgramFacts program = facts.program();
        return Values.NONE
                .with(
                        Placeholder.CUSTOMER_DISPLAY_NAME,
                        person.displayName().isEmpty() ? person.givenName() : person.displayName())
                .with(Placeholder.CUSTOMER_GIVEN_NAME, person.givenName())
                .with(
                        Placeholder.PROGRAM_DISPLAY_NAME,
                        program.displayName().isEmpty() ? program.id() : program.displayName())
                .with(Placeholder.UNSUBSCRIBE_LINK, facts.unsubscribeLink())
                .with(Placeholder.POINTS, facts.points() == 0 ? "" : texts.number(facts.points()))
                .with(Placeholder.EXPIRE_DATE, expireDate(facts, texts))
                .with(Placeholder.TIER, program.tierNames().getOrDefault(facts.tierId(), facts.tierId()))
                .with(Placeholder.COUPON_ID, facts.occasion() == OccasionKind.COUPON_EXPIRY ? facts.reference() : "")
                .with(Placeholder.ORDER_ID, isOfOrder(facts.occasion()) ? orderOf(facts.reference()) : "");
    }

    private static boolean isOfOrder(OccasionKind kind) {
        return switch (kind) {
            case PURCHASE, REFUND, LAST_PURCHASE -> true;
            case ENROLMENT, TIER_REACHED, POINTS_EXPIRY, COUPON_EXPIRY, BIRTHDAY, REQUEST -> false;
        };
    }

    /** The reference of a refund is that of its order, a slash and its own. */
    private static String orderOf(String reference) {
        int slash = reference.indexOf('/');
        return slash < 0 ? reference : reference.substring(0, slash);
    }

    private static String expireDate(Facts facts, LanguageTexts texts) {
        return switch (facts.occasion()) {
            case POINTS_EXPIRY -> day(facts, texts);
            case COUPON_EXPIRY -> texts.day(facts.time(), facts.person().zone());
            case PURCHASE, REFUND, ENROLMENT, TIER_REACHED, LAST_PURCHASE, BIRTHDAY, REQUEST -> "";
        };
    }

    /** Points are grouped by the program's day, which the reference names. */
    private static String day(Facts facts, LanguageTexts texts) {
        ZoneId zone = facts.program().zone();
        try {
            return texts.day(
                    LocalDate.parse(facts.reference()).atStartOfDay(zone).toInstant(), zone);
        } catch (DateTimeParseException noDay) {
            return texts.day(facts.time(), zone);
        }
    }

    private static String gift(@Nullable Reward reward, LanguageTexts texts) {
        if (reward == null) {
            return "";
        }
        return reward.points() > 0 ? texts.pointsText(reward.points()) : texts.coupon();
    }
}
