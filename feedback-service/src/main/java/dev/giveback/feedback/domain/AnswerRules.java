package dev.giveback.feedback.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether answers fit their survey. */
public final class AnswerRules {
    private AnswerRules() {}

    /** The first rule that is broken, naming {@code answers[i]}, or {@code answers} for what is missing; empty if all fit. */
    public static Optional<Refusal> check(Survey survey, List<GivenAnswer> answers) {
        Set<String> seen = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            GivenAnswer answer = answers.get(i);
            String rule = broken(survey, answer, seen);
            if (rule != null) {
                return Optional.of(Refusal.field("answers[" + i + "]", rule));
            }
            if (answer.isGiven()) {
                given.add(answer.questionId());
            }
        }
        return survey.questions().stream()
                .filter(question -> question.required() && !given.contains(question.id()))
                .findFirst()
                .map(question -> Refusal.field("answers", "the question " + question.id() + " must be answered"))
                .or(() -> given.isEmpty()
                        ? Optional.of(Refusal.field("answers", "at least one question must be answered"))
                        : Optional.empty());
    }

    private static @Nullable String broken(Survey survey, GivenAnswer answer, Set<String> seen) {
        Optional<Question> question = survey.question(answer.questionId());
        if (question.isEmpty()) {
            return "the survey has no question " + answer.questionId();
        }
        if (!seen.add(answer.questionId())) {
            return "the question " + answer.questionId() + " is answered twice";
        }
        return answer.isGiven() ? misfit(question.get(), answer) : null;
    }

    private static @Nullable String misfit(Question question, GivenAnswer answer) {
        QuestionKind kind = question.kind();
        Integer score = answer.score();
        if (kind.isScore()) {
            return score == null || score < kind.lowest() || score > kind.highest()
                    ? question.id() + " takes a score from " + kind.lowest() + " to " + kind.highest()
                    : null;
        }
        List<String> choices = answer.choices();
        if (kind.isChoice()) {
            return choices == null || choices.isEmpty() ? question.id() + " takes choices" : misfit(question, choices);
        }
        if (answer.textHash().isEmpty()) {
            return question.id() + " takes a text";
        }
        return answer.textLength() > Limits.TEXT_LENGTH
                ? question.id() + " takes a text of at most " + Limits.TEXT_LENGTH + " characters"
                : null;
    }

    private static @Nullable String misfit(Question question, List<String> choices) {
        Set<String> there = new HashSet<>();
        question.choices().forEach(choice -> there.add(choice.id()));
        for (String choice : choices) {
            if (!there.contains(choice)) {
                return question.id() + " has no choice " + choice;
            }
        }
        if (new HashSet<>(choices).size() < choices.size()) {
            return question.id() + " takes each choice once";
        }
        return question.kind() == QuestionKind.SINGLE_CHOICE && choices.size() > 1
                ? question.id() + " takes one choice"
                : null;
    }
}
