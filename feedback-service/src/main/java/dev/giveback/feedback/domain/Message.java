package dev.giveback.feedback.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message that is sent by a trigger.
 *
 * @param id without the program
 * @param gift what the customer is given with it; null for nothing
 */
public record Message(
        String id,
        long version,
        SourceState state,
        Purpose purpose,
        Trigger trigger,
        Channel channel,
        Template template,
        @Nullable Reward gift,
        String defaultLanguage) {
    /** {@code messages/{id}}. */
    public String sourceId() {
        return Source.MESSAGES + id;
    }

    /** As a decision needs it. */
    public Source source() {
        Set<String> languages = new HashSet<>(template.subject().languages());
        languages.retainAll(template.text().languages());
        languages.add(defaultLanguage);
        return new Source(
                sourceId(),
                version,
                purpose,
                channel,
                trigger,
                state == SourceState.ACTIVE,
                Duration.ZERO,
                languages,
                defaultLanguage,
                gift);
    }
}
