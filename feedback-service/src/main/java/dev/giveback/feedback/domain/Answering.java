package dev.giveback.feedback.domain;

import dev.giveback.feedback.domain.ContactCommand.Answer;
import dev.giveback.feedback.domain.ContactDecision.Accepted;
import dev.giveback.feedback.domain.ContactDecision.Refused;
import dev.giveback.feedback.domain.ContactDecision.Repeated;
import dev.giveback.feedback.domain.ContactEvent.Header;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer, its reward and what follows of it: one fact, once. */
final class Answering {
    private Answering() {}

    static ContactDecision answer(ContactState state, Answer command, Header header) {
        if (state.isGone()) {
            return Deciding.gone();
        }
        ContactRecord contact = state.contactsById().get(command.contactId());
        if (contact == null
                || contact.progress() == Progress.NOT_SENT
                || !contact.decision().sourceId().equals(command.survey().sourceId())) {
            return Deciding.noContact(command.contactId());
        }
        Optional<Refusal> invalid = AnswerRules.check(command.survey(), command.answers());
        if (invalid.isPresent()) {
            return new Refused(invalid.get());
        }
        List<QuestionAnswer> answers = normalized(command);
        Integer score = score(command.survey(), answers);
        ContactAnswer earlier = contact.answer();
        if (earlier != null && earlier.answers().equals(answers) && earlier.simulated() == command.simulated()) {
            return new Repeated();
        }
        Instant expires = contact.decision().expires();
        if (expires != null && !header.recorded().isBefore(expires)) {
            return Deciding.refused(Reason.LINK_EXPIRED, "link: it could be answered until " + expires);
        }
        if (earlier != null) {
            return answeredBefore(earlier, score);
        }
        return new Accepted(answered(command, answers, score, header));
    }

    private static Refused answeredBefore(ContactAnswer earlier, @Nullable Integer score) {
        return Objects.equals(earlier.score(), score)
                ? Deciding.refused(Reason.ALREADY_ANSWERED, "invitation: it was answered at " + earlier.time())
                : Deciding.refused(
                        Reason.ANSWER_CHANGED,
                        "invitation: it was answered with another score at " + earlier.time() + ", which stays");
    }

    private static ContactEvent.Answered answered(
            Answer command, List<QuestionAnswer> answers, @Nullable Integer score, Header header) {
        Survey survey = command.survey();
        boolean real = !command.simulated();
        FollowUpRule rule = survey.followUp();
        boolean low = real && rule != null && score != null && score <= rule.maxScore();
        Integer from = survey.referralFromScore();
        return new ContactEvent.Answered(
                header,
                command.contactId(),
                answers,
                score,
                command.simulated(),
                real ? survey.reward() : null,
                low,
                low && rule != null ? rule.recovery() : null,
                real && command.referralsOffered() && from != null && score != null && score >= from);
    }

    /** What was said, by the survey's order of questions, choices by their order too: so that the same is told as the same. */
    private static List<QuestionAnswer> normalized(Answer command) {
        List<Question> questions = command.survey().questions();
        return command.answers().stream()
                .filter(GivenAnswer::isGiven)
                .map(GivenAnswer::answer)
                .map(answer -> new QuestionAnswer(
                        answer.questionId(),
                        answer.score(),
                        answer.choices().stream().sorted().toList(),
                        answer.textHash()))
                .sorted(Comparator.comparingInt(answer -> indexOf(questions, answer.questionId())))
                .toList();
    }

    private static int indexOf(List<Question> questions, String id) {
        int index = 0;
        while (index < questions.size() && !questions.get(index).id().equals(id)) {
            index++;
        }
        return index;
    }

    private static @Nullable Integer score(Survey survey, List<QuestionAnswer> answers) {
        String question = survey.scoreQuestion().map(Question::id).orElse("");
        return answers.stream()
                .filter(answer -> answer.questionId().equals(question))
                .findFirst()
                .map(QuestionAnswer::score)
                .orElse(null);
    }
}
