package dev.giveback.feedback.mail;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/**
 * Texts of ours in one language, where a survey or message has none of its own. There are English, German, French and Spanish; every other
 * language gets English.
 *
 * @param invitationSubject a template
 * @param invitationText a template
 * @param unsubscribe what stands before the link that ends consent
 * @param thanks what a page says after an answer
 * @param points after a number
 * @param coupon what a coupon of a campaign is called
 */
public record LanguageTexts(
        String language,
        String invitationSubject,
        String invitationText,
        String unsubscribe,
        String thanks,
        String points,
        String coupon) {
    private static final LanguageTexts ENGLISH = new LanguageTexts(
            "en",
            "How was it? A few questions from {{program.display_name}}",
            """
            Hello{{#customer.given_name}} {{customer.given_name}}{{/customer.given_name}},

            you bought from us lately. Would you tell us how it was? It takes a minute:

            {{survey.link}}
            {{#reward}}

            As a thank-you you get {{reward}}, whatever you answer.
            {{/reward}}

            {{program.display_name}}
            """,
            "You no longer want such messages?",
            "Thank you for your answer.",
            "points",
            "a coupon");
    private static final LanguageTexts GERMAN = new LanguageTexts(
            "de",
            "Wie war es? Ein paar Fragen von {{program.display_name}}",
            """
            Guten Tag{{#customer.given_name}}, {{customer.given_name}}{{/customer.given_name}}!

            Sie haben vor kurzem bei uns eingekauft. Sagen Sie uns, wie es war? Es dauert eine Minute:

            {{survey.link}}
            {{#reward}}

            Als Dankeschön erhalten Sie {{reward}}, ganz gleich, was Sie antworten.
            {{/reward}}

            {{program.display_name}}
            """,
            "Sie möchten solche Nachrichten nicht mehr?",
            "Vielen Dank für Ihre Antwort.",
            "Punkte",
            "einen Gutschein");
    private static final LanguageTexts FRENCH = new LanguageTexts(
            "fr",
            "Comment était-ce ? Quelques questions de {{program.display_name}}",
            """
            Bonjour{{#customer.given_name}} {{customer.given_name}}{{/customer.given_name}},

            vous avez récemment acheté chez nous. Dites-nous comment c'était ; cela prend une minute :

            {{survey.link}}
            {{#reward}}

            Pour vous remercier, vous recevez {{reward}}, quelle que soit votre réponse.
            {{/reward}}

            {{program.display_name}}
            """,
            "Vous ne souhaitez plus recevoir ces messages ?",
            "Merci pour votre réponse.",
            "points",
            "un bon de réduction");
    private static final LanguageTexts SPANISH = new LanguageTexts(
            "es",
            "¿Qué tal fue? Unas preguntas de {{program.display_name}}",
            """
            Hola{{#customer.given_name}}, {{customer.given_name}}{{/customer.given_name}}:

            hace poco compró con nosotros. ¿Nos cuenta qué tal fue? Solo lleva un minuto:

            {{survey.link}}
            {{#reward}}

            Como agradecimiento recibirá {{reward}}, responda lo que responda.
            {{/reward}}

            {{program.display_name}}
            """,
            "¿Ya no desea recibir estos mensajes?",
            "Gracias por su respuesta.",
            "puntos",
            "un cupón");
    private static final List<LanguageTexts> ALL = List.of(ENGLISH, GERMAN, FRENCH, SPANISH);

    /** Languages there are. */
    public static List<String> languages() {
        return ALL.stream().map(LanguageTexts::language).toList();
    }

    /** Texts for a BCP 47 tag: those of its language, else English. */
    public static LanguageTexts of(String languageCode) {
        String language = Locale.forLanguageTag(languageCode).getLanguage();
        return ALL.stream()
                .filter(texts -> texts.language().equals(language))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** A number of points in words, {@code 1,000 points}. */
    public String pointsText(long amount) {
        return NumberFormat.getIntegerInstance(locale()).format(amount) + ' ' + points;
    }

    /** A number as the language writes it. */
    public String number(long amount) {
        return NumberFormat.getIntegerInstance(locale()).format(amount);
    }

    /** A day in words. */
    public String day(Instant time, ZoneId zone) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale())
                .format(time.atZone(zone));
    }

    private Locale locale() {
        return Locale.forLanguageTag(language);
    }
}
