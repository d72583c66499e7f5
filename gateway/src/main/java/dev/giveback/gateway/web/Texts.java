package dev.giveback.gateway.web;

import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.Reward;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** Our own texts in one language; a survey's come from the survey. A language that we do not have is English. */
final class Texts {
    static final int MAX_LANGUAGE_LENGTH = 35;

    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es"));
    private static final int MAX_HEADER_LENGTH = 200;

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "dev.giveback.gateway.web.texts", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }

    /** In the language of a BCP 47 tag. */
    static Texts of(String languageCode) {
        String language = Locale.forLanguageTag(languageCode).getLanguage();
        return new Texts(LANGUAGES.stream()
                .filter(ours -> ours.getLanguage().equals(language))
                .findFirst()
                .orElse(Locale.ENGLISH));
    }

    /** In the first language of the header {@code Accept-Language} that we have. */
    static Texts accepted(String header) {
        if (header.isBlank() || header.length() > MAX_HEADER_LENGTH) {
            return new Texts(Locale.ENGLISH);
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES);
            return new Texts(found == null ? Locale.ENGLISH : found);
        } catch (IllegalArgumentException malformed) {
            return new Texts(Locale.ENGLISH);
        }
    }

    /** The tag of the language. */
    String language() {
        return locale.toLanguageTag();
    }

    String text(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** What a reward is: so many points, or a coupon. */
    String reward(Reward reward) {
        return switch (reward.getGiftCase()) {
            case POINTS -> text("reward.points", reward.getPoints());
            case CAMPAIGN -> text("reward.coupon");
            case GIFT_NOT_SET -> "";
        };
    }

    /** What is sent for a purpose. */
    String purpose(ContactPurpose purpose) {
        return switch (purpose) {
            case CONTACT_PURPOSE_SERVICE -> text("purpose.service");
            case CONTACT_PURPOSE_SURVEY -> text("purpose.survey");
            case CONTACT_PURPOSE_MARKETING -> text("purpose.marketing");
            case CONTACT_PURPOSE_UNSPECIFIED, UNRECOGNIZED -> text("purpose.all");
        };
    }
}
