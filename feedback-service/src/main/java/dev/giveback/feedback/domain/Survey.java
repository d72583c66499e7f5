package dev.giveback.feedback.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a survey.
 *
 * @param id without the program
 * @param thanks not given: a text of ours
 * @param invitation null: a text of ours
 * @param trigger null: only by CreateInvitation
 * @param reward for an answer, whatever it says; null for nothing
 * @param followUp null: a low score does nothing
 * @param referralFromScore a promoter is asked to refer others from this score on; null: nobody is
 */
public record Survey(
        String id,
        long version,
        SourceState state,
        List<Question> questions,
        String defaultLanguage,
        Localized title,
        Localized thanks,
        @Nullable Template invitation,
        @Nullable Trigger trigger,
        Channel channel,
        Duration linkLifetime,
        @Nullable Reward reward,
        @Nullable FollowUpRule followUp,
        @Nullable Integer referralFromScore) {
    public Survey {
        questions = List.copyOf(questions);
    }

    /** {@code surveys/{id}}. */
    public String sourceId() {
        return Source.SURVEYS + id;
    }

    /** The question whose score is the survey's. */
    public Optional<Question> scoreQuestion() {
        return questions.stream().filter(question -> question.kind().isScore()).findFirst();
    }

    /** The question of an id. */
    public Optional<Question> question(String questionId) {
        return questions.stream()
                .filter(question -> question.id().equals(questionId))
                .findFirst();
    }

    /** Languages that all questions and choices are there in. */
    public Set<String> languages() {
        Set<String> languages = new HashSet<>(questions.getFirst().text().languages());
        for (Question question : questions) {
            languages.retainAll(question.text().languages());
            question.choices()
                    .forEach(choice -> languages.retainAll(choice.text().languages()));
        }
        languages.add(defaultLanguage);
        return Set.copyOf(languages);
    }

    /** As a decision needs it. */
    public Source source() {
        return new Source(
                sourceId(),
                version,
                Purpose.SURVEY,
                channel,
                trigger,
                state == SourceState.ACTIVE,
                linkLifetime,
                languages(),
                defaultLanguage,
                null);
    }
}
