package dev.giveback.gateway.web;

import dev.giveback.feedback.v1.ChosenIds;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.ShownQuestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was filled in. The name of a field says what kind of answer it is and to which question, {@code score.recommend} say, so that a form can
 * be read without the survey: an answer that is repeated after the link was used is still the same answer.
 *
 * @param values by the field's name, in the order of the form; without those that were left empty
 */
record SurveyForm(Map<String, List<String>> values) {
    static final String SCORE = "score.";
    static final String TEXT = "text.";
    static final String CHOICE = "choice.";
    static final int MAX_TEXT = 2_000;

    private static final Pattern FIELD = Pattern.compile("(score|text|choice)\\.[a-z][a-z0-9_]{0,39}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}");
    private static final int MAX_FIELDS = 20;
    private static final int MAX_CHOICES = 20;

    static SurveyForm empty() {
        return new SurveyForm(Map.of());
    }

    /** Fields that are none of a survey are passed over, and so is what is beyond the limits of any survey. */
    static SurveyForm of(Map<String, List<String>> form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        form.forEach((name, given) -> {
            List<String> kept = given.stream()
                    .map(value -> value.replace("\r\n", "\n").strip())
                    .filter(value -> !value.isEmpty())
                    .distinct()
                    .limit(MAX_CHOICES)
                    .toList();
            if (FIELD.matcher(name).matches() && !kept.isEmpty() && values.size() < MAX_FIELDS) {
                values.put(name, kept);
            }
        });
        return new SurveyForm(values);
    }

    /** The name of the field of a question. */
    static String field(ShownQuestion question) {
        return prefix(question) + question.getQuestionId();
    }

    private static String prefix(ShownQuestion question) {
        return switch (question.getKind()) {
            case QUESTION_KIND_NPS, QUESTION_KIND_CSAT, QUESTION_KIND_CES -> SCORE;
            case QUESTION_KIND_FREE_TEXT, QUESTION_KIND_UNSPECIFIED, UNRECOGNIZED -> TEXT;
            case QUESTION_KIND_SINGLE_CHOICE, QUESTION_KIND_MULTIPLE_CHOICE -> CHOICE;
        };
    }

    /** What was given to a question; empty if nothing was. */
    List<String> given(ShownQuestion question) {
        return values.getOrDefault(field(question), List.of());
    }

    /** Why an answer cannot be taken, by the key of the text that says so; by question, in the order of the survey. */
    Map<String, String> problems(List<ShownQuestion> questions) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (ShownQuestion question : questions) {
            List<String> given = given(question);
            boolean isText = prefix(question).equals(TEXT);
            if (given.isEmpty() && question.getRequired()) {
                problems.put(question.getQuestionId(), isText ? "problem.write" : "problem.choose");
            } else if (isText && !given.isEmpty() && length(given.getFirst()) > MAX_TEXT) {
                problems.put(question.getQuestionId(), "problem.long");
            }
        }
        return problems;
    }

    /** The answers in the order of the form. A score that is no number is left out, as if it had not been given. */
    List<QuestionAnswer> answers() {
        List<QuestionAnswer> answers = new ArrayList<>();
        values.forEach((name, given) -> {
            QuestionAnswer.Builder answer =
                    QuestionAnswer.newBuilder().setQuestionId(name.substring(name.indexOf('.') + 1));
            if (name.startsWith(TEXT)) {
                answers.add(answer.setText(given.getFirst()).build());
            } else if (name.startsWith(CHOICE)) {
                answers.add(answer.setChoices(ChosenIds.newBuilder().addAllChoiceIds(given))
                        .build());
            } else if (NUMBER.matcher(given.getFirst()).matches()) {
                answers.add(answer.setScore(Integer.parseInt(given.getFirst())).build());
            }
        });
        return answers;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
