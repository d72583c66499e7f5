package dev.giveback.feedback.grpc;

import dev.giveback.feedback.domain.ContactAnswer;
import dev.giveback.feedback.domain.GivenAnswer;
import dev.giveback.feedback.texts.PersonalText;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted, with its texts by hash.
 *
 * @param added texts that are not kept yet
 */
record SubmittedTexts(List<GivenAnswer> answers, List<PersonalText> added) {
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?");
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    /**
     * What was answered before.
     *
     * @param answer null if nothing was
     * @param texts by hash
     */
    record Earlier(@Nullable ContactAnswer answer, Map<String, String> texts) {
        static final Earlier NONE = new Earlier(null, Map.of());

        /** The hash of the same text as an answer to the same question; null if there is none. */
        @Nullable
        String hash(String questionId, String text) {
            return answer == null
                    ? null
                    : answer.answers().stream()
                            .filter(given -> given.questionId().equals(questionId))
                            .map(dev.giveback.feedback.domain.QuestionAnswer::textHash)
                            .filter(hash -> text.equals(texts.get(hash)))
                            .findFirst()
                            .orElse(null);
        }
    }

    static SubmittedTexts of(SubmitResponseRequest request, Earlier earlier) {
        List<GivenAnswer> answers = new ArrayList<>();
        List<PersonalText> added = new ArrayList<>();
        request.getAnswersList().forEach(answer -> answers.add(given(answer, earlier, added)));
        return new SubmittedTexts(List.copyOf(answers), List.copyOf(added));
    }

    private static GivenAnswer given(QuestionAnswer answer, Earlier earlier, List<PersonalText> added) {
        String id = answer.getQuestionId();
        return switch (answer.getValueCase()) {
            case SCORE -> new GivenAnswer(id, answer.getScore(), null, "", 0);
            case CHOICES -> new GivenAnswer(id, null, answer.getChoices().getChoiceIdsList(), "", 0);
            case TEXT -> text(id, shown(answer.getText()), earlier, added);
            case VALUE_NOT_SET -> new GivenAnswer(id, null, null, "", 0);
        };
    }

    /** Forms send an empty text for a field that was left alone: it counts as not answered. */
    private static GivenAnswer text(String id, String text, Earlier earlier, List<PersonalText> added) {
        if (text.isEmpty()) {
            return new GivenAnswer(id, null, null, "", 0);
        }
        String hash = earlier.hash(id, text);
        if (hash == null) {
            PersonalText fresh = PersonalText.of(text);
            added.add(fresh);
            hash = fresh.hash();
        }
        return new GivenAnswer(id, null, null, hash, text.codePointCount(0, text.length()));
    }

    /** Lines end in one way, control characters become spaces, and what is blank around it goes. */
    private static String shown(String text) {
        return UNSHOWN.matcher(LINE_ENDS.matcher(text).replaceAll("\n"))
                .replaceAll(" ")
                .strip();
    }
}
