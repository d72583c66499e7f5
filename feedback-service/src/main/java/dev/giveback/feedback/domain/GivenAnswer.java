package dev.giveback.feedback.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question as it is given.
 *
 * @param score null: none was given
 * @param choices null: none were given
 * @param textHash hexadecimal; empty: no text was given
 * @param textLength of the text in code points
 */
public record GivenAnswer(
        String questionId,
        @Nullable Integer score,
        @Nullable List<String> choices,
        String textHash,
        int textLength) {
    public GivenAnswer {
        choices = choices == null ? null : List.copyOf(choices);
    }

    /** Whether anything was said. */
    boolean isGiven() {
        return score != null || (choices != null && !choices.isEmpty()) || textLength > 0;
    }

    QuestionAnswer answer() {
        List<String> chosen = choices;
        return new QuestionAnswer(questionId, score, chosen == null ? List.of() : chosen, textHash);
    }
}
