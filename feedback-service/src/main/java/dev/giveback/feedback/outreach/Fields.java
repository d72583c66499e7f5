package dev.giveback.feedback.outreach;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.Reward;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules of single fields of outreach, which the contract's own validation does not check. */
final class Fields {
    /** Languages that one text may come in. */
    static final int MAX_LANGUAGES = 50;

    private static final int MAX_NAME = 100;
    private static final int MAX_TAG = 35;
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
    private static final Pattern CAMPAIGN = Pattern.compile("programs/([^/]+)/campaigns/[a-z][a-z0-9-]{0,39}");

    private Fields() {}

    static StatusRuntimeException refused(String field, String rule) {
        return RefusalStatus.of(Refusal.field(field, rule));
    }

    static void displayName(String field, String name) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw refused(field, "must have 1 to " + MAX_NAME + " characters");
        }
    }

    static String language(String field, String tag) {
        if (tag.length() > MAX_TAG || !TAG.matcher(tag).matches()) {
            throw refused(field, "must be a language as BCP 47 writes it, such as en or pt-BR");
        }
        return tag;
    }

    /** A text that may be left out; where it is given the default language must be there. */
    static void optional(String field, LocalizedText text, int most, String defaultLanguage) {
        if (text.getTextsCount() > 0) {
            required(field, text, most, defaultLanguage);
        }
    }

    static void required(String field, LocalizedText text, int most, String defaultLanguage) {
        Map<String, String> texts = new TreeMap<>(text.getTextsMap());
        if (!texts.containsKey(defaultLanguage)) {
            throw refused(field, "must be there in the default language, " + defaultLanguage);
        }
        if (texts.size() > MAX_LANGUAGES) {
            throw refused(field, "may come in at most " + MAX_LANGUAGES + " languages");
        }
        texts.forEach((tag, value) -> {
            String place = field + ".texts[" + tag + "]";
            language(place, tag);
            if (value.isBlank() || value.codePointCount(0, value.length()) > most) {
                throw refused(place, "must have 1 to " + most + " characters");
            }
        });
    }

    /** A time in its range; the usual one when it is not given. */
    static Duration within(
            String field, boolean given, Duration duration, long usualSeconds, long leastSeconds, long mostSeconds) {
        if (!given) {
            return Durations.fromSeconds(usualSeconds);
        }
        Duration least = Durations.fromSeconds(leastSeconds);
        Duration most = Durations.fromSeconds(mostSeconds);
        boolean fits = Durations.isValid(duration)
                && Durations.compare(duration, least) >= 0
                && Durations.compare(duration, most) <= 0;
        if (!fits) {
            throw refused(field, "must be from " + Durations.toString(least) + " to " + Durations.toString(most));
        }
        return duration;
    }

    static void reward(String field, Reward reward, String program) {
        switch (reward.getGiftCase()) {
            case POINTS -> {
                // Their range is a rule of the contract.
            }
            case CAMPAIGN -> {
                var matcher = CAMPAIGN.matcher(reward.getCampaign());
                if (!matcher.matches() || !matcher.group(1).equals(program)) {
                    throw refused(field + ".campaign", "must be programs/" + program + "/campaigns/{campaign}");
                }
            }
            case GIFT_NOT_SET -> throw refused(field, "must give points or a coupon of a campaign");
        }
    }
}
