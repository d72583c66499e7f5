package dev.giveback.feedback.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question. What has neither a score nor choices nor a text counts as not answered.
 *
 * @param score null without one
 * @param choices each once
 * @param textHash of the text, hexadecimal; empty without one
 */
public record QuestionAnswer(String questionId, @Nullable Integer score, List<String> choices, String textHash) {
    public QuestionAnswer {
        choices = List.copyOf(choices);
    }

    /** Whether anything was said. */
    public boolean isGiven() {
        return score != null || !choices.isEmpty() || !textHash.isEmpty();
    }
}
