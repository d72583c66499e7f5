package dev.giveback.feedback.domain;

import java.util.List;

/**
 * A question of a survey.
 *
 * @param choices of a question by choices
 */
public record Question(String id, Localized text, QuestionKind kind, List<Choice> choices, boolean required) {
    public Question {
        choices = List.copyOf(choices);
    }

    /** A choice. */
    public record Choice(String id, Localized text) {}
}
