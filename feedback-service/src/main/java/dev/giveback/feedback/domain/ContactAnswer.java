package dev.giveback.feedback.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to an invitation.
 *
 * @param score the survey's; null without one
 * @param simulated whether nobody said this
 * @param reward null for nothing
 * @param recovery null for nothing
 * @param referralAsked whether the customer is asked to refer others
 */
public record ContactAnswer(
        List<QuestionAnswer> answers,
        @Nullable Integer score,
        boolean simulated,
        @Nullable Reward reward,
        boolean followUp,
        @Nullable Reward recovery,
        boolean referralAsked,
        Instant time) {
    public ContactAnswer {
        answers = List.copyOf(answers);
    }
}
