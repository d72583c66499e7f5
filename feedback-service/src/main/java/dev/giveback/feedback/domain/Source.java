package dev.giveback.feedback.domain;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A survey or message as a decision needs it.
 *
 * @param id {@code surveys/{id}} or {@code messages/{id}}
 * @param trigger null for a survey that only CreateInvitation sends
 * @param isActive whether anything new is sent
 * @param linkLifetime of a survey; zero for a message
 * @param languages it is there in
 * @param gift null for nothing
 */
public record Source(
        String id,
        long version,
        Purpose purpose,
        Channel channel,
        @Nullable Trigger trigger,
        boolean isActive,
        Duration linkLifetime,
        Set<String> languages,
        String defaultLanguage,
        @Nullable Reward gift) {
    /** What ids of surveys begin with. */
    public static final String SURVEYS = "surveys/";
    /** What ids of messages begin with. */
    public static final String MESSAGES = "messages/";

    public Source {
        languages = Set.copyOf(languages);
    }

    /** Whether it asks. */
    public boolean isSurvey() {
        return id.startsWith(SURVEYS);
    }

    /** The same by another channel. */
    public Source by(Channel other) {
        return new Source(
                id, version, purpose, other, trigger, isActive, linkLifetime, languages, defaultLanguage, gift);
    }
}
