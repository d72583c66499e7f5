package dev.giveback.feedback.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
    private static final Values VALUES = Values.NONE
            .with(Placeholder.CUSTOMER_GIVEN_NAME, "Zoë <b>")
            .with(Placeholder.PROGRAM_DISPLAY_NAME, "Blumen & mehr")
            .with(Placeholder.SURVEY_LINK, "https://shop.example/f/abc")
            .with(Placeholder.UNSUBSCRIBE_LINK, "https://shop.example/u/xyz");

    private static MessageTemplate template(String subject, String text, String html) {
        MessageTemplate.Builder template = MessageTemplate.newBuilder()
                .setSubject(LocalizedText.newBuilder().putTexts("en", subject))
                .setText(LocalizedText.newBuilder().putTexts("en", text));
        if (!html.isEmpty()) {
            template.setHtml(LocalizedText.newBuilder().putTexts("en", html));
        }
        return template.build();
    }

    @Test
    void aTemplateOfKnownNamesIsRight() {
        assertThat(TemplateCheck.invitation(template(
                        "How was {{order.id}}?",
                        "{{#customer.given_name}}Hello {{customer.given_name}}{{/customer.given_name}}"
                                + "{{^customer.given_name}}Hello{{/customer.given_name}} {{survey.link}}",
                        "<a href=\"{{survey.link}}\">{{survey.title}}</a>")))
                .isEmpty();
        assertThat(TemplateCheck.message(template("{{points}} points", "They expire on {{expire_date}}.", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{{customer.email}}!there is no customer.email",
                "{{customer.given_nam}}!there is no customer.given_nam",
                "{{customer.given_name.bytes}}!there is no customer.given_name.bytes",
                "{{.}}!there is no .",
                "{{#class}}x{{/class}}!there is no class",
                "{{^nothing}}x{{/nothing}}!there is no nothing",
                "{{#points}}{{unknown}}{{/points}}!there is no unknown",
                "{{> other}}!must not include other templates",
                "{{points!must close every {{ that it opens",
                "{{#points}}never closed!must be a template in Mustache",
                "{{survey.link}}!must not hold survey.link, which a message does not have",
                "{{reward}}!must not hold reward, which a message does not have",
            })
    void aMessageWithAnythingElseIsRefused(String text, String rule) {
        assertThat(TemplateCheck.message(template("Subject", text, ""))).hasValueSatisfying(fault -> {
            assertThat(fault.field()).isEqualTo("text.texts[en]");
            assertThat(fault.rule()).contains(rule);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{customer.given_name}}",
                "{{{customer.given_name}}}",
                "{{&customer.given_name}}",
                "{{=<% %>=}}<%&customer.given_name%>",
                "{{^points}}{{{customer.given_name}}}{{/points}}"
            })
    void noWayOfWritingANamePutsItIntoHtmlAsItIs(String html) {
        assertThat(TemplateCheck.message(template("Subject", "Text", html))).isEmpty();
        assertThat(Composer.render(new Composer.Source("S", html, html), VALUES, "en"))
                .satisfies(rendered -> {
                    assertThat(rendered.html()).contains("Zoë &lt;b&gt;").doesNotContain("Zoë <b>");
                    assertThat(rendered.text()).contains("Zoë <b>");
                });
    }

    @Test
    void anInvitationWithoutItsLinkIsRefused() {
        assertThat(TemplateCheck.invitation(template("Subject", "Nothing to answer", "")))
                .hasValueSatisfying(fault -> assertThat(fault.rule()).contains("{{survey.link}}"));
        assertThat(TemplateCheck.invitation(template("Subject", "{{survey.link}}", "<p>nothing</p>")))
                .hasValueSatisfying(fault -> assertThat(fault.field()).isEqualTo("html.texts[en]"));
        // To ask whether there is one is not to show it.
        assertThat(TemplateCheck.invitation(template("Subject", "{{#survey.link}}x{{/survey.link}}", "")))
                .isPresent();
        assertThat(TemplateCheck.invitation(template("{{gift}}", "{{survey.link}}", "")))
                .hasValueSatisfying(fault -> assertThat(fault.field()).isEqualTo("subject.texts[en]"));
    }

    @Test
    void valuesAreEscapedInHtmlAndAsTheyAreInText() {
        Rendered rendered = Composer.render(
                new Composer.Source(
                        "For {{customer.given_name}}",
                        "Hello {{customer.given_name}}",
                        "<p>{{customer.given_name}}</p>"),
                VALUES,
                "en");
        assertThat(rendered.subject()).isEqualTo("For Zoë <b>");
        assertThat(rendered.text()).startsWith("Hello Zoë <b>\n");
        assertThat(rendered.html()).contains("Zoë &lt;b&gt;").doesNotContain("Zoë <b>");
    }

    @Test
    void htmlIsMadeOfTheTextWhenThereIsNone() {
        Rendered rendered = Composer.render(
                new Composer.Source("S", "One {{customer.given_name}}\nline\n\n{{survey.link}}\n", ""), VALUES, "en");
        assertThat(rendered.html())
                .contains("<html lang=\"en\">")
                .contains("<p>One Zoë &lt;b&gt;<br>\nline</p>")
                .contains("<a href=\"https://shop.example/f/abc\">https://shop.example/f/abc</a>");
    }

    @Test
    void aNameThatLooksLikeAnAddressDoesNotBecomeALink() {
        Rendered rendered = Composer.render(
                new Composer.Source("S", "Hello {{customer.given_name}}", ""),
                VALUES.with(Placeholder.CUSTOMER_GIVEN_NAME, "https://evil.example/"),
                "en");
        assertThat(rendered.html()).contains("https://evil.example/").doesNotContain("href=\"https://evil");
    }

    @Test
    void howToUnsubscribeIsToldOnceWhateverTheTemplateSays() {
        Rendered without =
                Composer.render(new Composer.Source("S", "Text", "<html><body>x</body></html>"), VALUES, "de");
        assertThat(without.text()).contains("https://shop.example/u/xyz").contains("nicht mehr");
        assertThat(without.html())
                .containsOnlyOnce("href=\"https://shop.example/u/xyz\"")
                .endsWith("</body></html>");

        Rendered with = Composer.render(new Composer.Source("S", "Stop: {{unsubscribe.link}}", ""), VALUES, "de");
        assertThat(with.text()).isEqualTo("Stop: https://shop.example/u/xyz\n");
        assertThat(with.html()).containsOnlyOnce("href=\"https://shop.example/u/xyz\"");
    }

    @Test
    void aSubjectIsOneLineWhateverIsPutIntoIt() {
        Rendered rendered = Composer.render(
                new Composer.Source("Hello {{customer.given_name}}", "x", ""),
                VALUES.with(Placeholder.CUSTOMER_GIVEN_NAME, "A\r\nBcc: all@shop.example\u2028\0"),
                "en");
        assertThat(rendered.subject()).isEqualTo("Hello A Bcc: all@shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "de-AT", "it", ""})
    void ourOwnInvitationPassesOurOwnCheckInEveryLanguage(String language) {
        LanguageTexts texts = LanguageTexts.of(language);
        assertThat(TemplateCheck.invitation(template(texts.invitationSubject(), texts.invitationText(), "")))
                .isEmpty();
        Rendered rendered = Composer.render(Composer.invitation(texts), VALUES, texts.language());
        assertThat(rendered.text())
                .contains("Zoë <b>")
                .contains("https://shop.example/f/abc")
                .doesNotContain("{{");
        assertThat(Composer.render(
                                Composer.invitation(texts),
                                VALUES.with(Placeholder.CUSTOMER_GIVEN_NAME, "")
                                        .with(Placeholder.REWARD, texts.pointsText(1_000)),
                                texts.language())
                        .text())
                .contains(texts.pointsText(1_000));
    }

    @Test
    void numbersAndDaysAreOfTheLanguage() {
        Instant evening = Instant.parse("2026-07-31T23:30:00Z");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(LanguageTexts.of("en").day(evening, berlin)).isEqualTo("August 1, 2026");
        assertThat(LanguageTexts.of("de-AT").day(evening, berlin)).isEqualTo("1. August 2026");
        assertThat(LanguageTexts.of("de").pointsText(12_345)).isEqualTo("12.345 Punkte");
        assertThat(LanguageTexts.of("xx").pointsText(12_345)).isEqualTo("12,345 points");
    }
}
