package dev.giveback.feedback.mail;

import com.samskivert.mustache.Escapers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes what a customer reads of a template and its values. A text that does not say itself how to unsubscribe gets a line about it; an HTML
 * part that is not given is made from the text.
 */
public final class Composer {
    private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*\\n\\s*");
    private static final Pattern END_OF_BODY = Pattern.compile("</body>", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTML_PAGE = Pattern.compile("<html[\\s>]", Pattern.CASE_INSENSITIVE);

    private Composer() {}

    /**
     * A template in one language.
     *
     * @param html empty: made from the text
     */
    public record Source(String subject, String text, String html) {}

    /** Our own invitation in a language. */
    public static Source invitation(LanguageTexts texts) {
        return new Source(texts.invitationSubject(), texts.invitationText(), "");
    }

    /**
     * What it says.
     *
     * @param languageCode of the template's texts
     */
    public static Rendered render(Source source, Values values, String languageCode) {
        LanguageTexts texts = LanguageTexts.of(languageCode);
        String subject = Addresses.oneLine(Templates.text(source.subject(), values));
        String text = Templates.text(source.text(), values).strip() + '\n';
        String html = source.html().isBlank() ? fromText(text, values) : Templates.html(source.html(), values);
        if (!shows(source.text())) {
            text = text + "\n-- \n" + texts.unsubscribe() + ' ' + unsubscribe(values) + '\n';
        }
        if (source.html().isBlank() ? !shows(source.text()) : !shows(source.html())) {
            html = withFooter(html, texts, values);
        }
        return new Rendered(subject, text, page(html, subject, languageCode), languageCode);
    }

    private static boolean shows(String template) {
        return TemplateNames.of(template).shows(Placeholder.UNSUBSCRIBE_LINK);
    }

    private static String unsubscribe(Values values) {
        return values.get(Placeholder.UNSUBSCRIBE_LINK);
    }

    /** Paragraphs; of what looks like an address only our own links become links, because names come from outside. */
    private static String fromText(String text, Values values) {
        String escaped = Escapers.HTML.escape(text.strip());
        for (Placeholder link : List.of(Placeholder.SURVEY_LINK, Placeholder.UNSUBSCRIBE_LINK)) {
            String url = Escapers.HTML.escape(values.get(link));
            if (!url.isEmpty()) {
                escaped = escaped.replace(url, "<a href=\"" + url + "\">" + url + "</a>");
            }
        }
        return "<p>" + BLANK_LINES.matcher(escaped).replaceAll("</p>\n<p>").replaceAll("(?<!</p>)\n(?!<p>)", "<br>\n")
                + "</p>";
    }

    private static String withFooter(String html, LanguageTexts texts, Values values) {
        String url = Escapers.HTML.escape(unsubscribe(values));
        String footer = "<p><small>" + Escapers.HTML.escape(texts.unsubscribe()) + " <a href=\"" + url + "\">" + url
                + "</a></small></p>\n";
        return Optional.of(END_OF_BODY.matcher(html))
                .filter(matcher -> matcher.find())
                .map(matcher -> html.substring(0, matcher.start()) + footer + html.substring(matcher.start()))
                .orElse(html + '\n' + footer);
    }

    private static String page(String html, String subject, String languageCode) {
        return HTML_PAGE.matcher(html).find()
                ? html
                : """
                <!DOCTYPE html>
                <html lang="%s">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>
                <body>
                %s</body>
                </html>
                """.formatted(Escapers.HTML.escape(languageCode), Escapers.HTML.escape(subject), html.strip() + '\n');
    }
}
