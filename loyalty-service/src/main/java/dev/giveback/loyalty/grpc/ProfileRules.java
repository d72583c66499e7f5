package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.Profile;
import java.util.regex.Pattern;

/** The rules of a profile that the contract's own validation cannot tell. A refusal names field and rule, and never the value. */
final class ProfileRules {
    private static final int MOST_ATTRIBUTES = 50;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_VALUE = 500;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern BIRTH_DATE = Pattern.compile("(\\d{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    private ProfileRules() {}

    static void check(Profile profile) {
        expect(
                profile.getEmail(),
                EMAIL,
                "profile.email",
                "must have one @ and something on both sides of it, without spaces");
        expect(
                profile.getBirthDate(),
                BIRTH_DATE,
                "profile.birth_date",
                "must be YYYY-MM-DD, or --MM-DD without the year");
        expect(profile.getLanguageCode(), LANGUAGE, "profile.language_code", "must be a BCP 47 tag, en-GB say");
        if (profile.getAttributesCount() > MOST_ATTRIBUTES) {
            throw refused("profile.attributes", "must be at most " + MOST_ATTRIBUTES);
        }
        profile.getAttributesMap().forEach((name, value) -> {
            if (name.isEmpty() || length(name) > LONGEST_NAME) {
                throw refused("profile.attributes", "must have names of 1 to " + LONGEST_NAME + " characters");
            }
            if (length(value) > LONGEST_VALUE) {
                throw refused("profile.attributes", "must have values of at most " + LONGEST_VALUE + " characters");
            }
        });
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void expect(String value, Pattern rule, String field, String sentence) {
        if (!value.isEmpty() && !rule.matcher(value).matches()) {
            throw refused(field, sentence);
        }
    }

    private static RuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }
}
