package dev.giveback.feedback.domain;

import static dev.giveback.feedback.domain.Samples.choices;
import static dev.giveback.feedback.domain.Samples.decide;
import static dev.giveback.feedback.domain.Samples.purchase;
import static dev.giveback.feedback.domain.Samples.score;
import static dev.giveback.feedback.domain.Samples.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.ContactCommand.Answer;
import dev.giveback.feedback.domain.ContactCommand.ChangeFollowUp;
import dev.giveback.feedback.domain.ContactCommand.SettleReward;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer, its reward and what follows of it. */
final class AnsweringTest {
    private static final Source SURVEY = Samples.survey().source();
    private static final String ID = Samples.idOf(SURVEY, purchase("1"));

    private final Story story = new Story().accepted(decide(SURVEY, purchase("1")));

    @ParameterizedTest
    @CsvSource({"0,true,false", "6,true,false", "7,false,false", "8,false,false", "9,false,true", "10,false,true"})
    void theRewardIsTheSameWhateverTheScoreAndTheRestFollowsTheRules(int score, boolean low, boolean promoter) {
        story.accepted(answer(score(score)));

        ContactAnswer answer = answered();
        assertThat(answer.score()).isEqualTo(score);
        assertThat(answer.reward()).isEqualTo(Samples.POINTS);
        assertThat(answer.followUp()).isEqualTo(low);
        assertThat(answer.recovery()).isEqualTo(low ? Samples.COUPON : null);
        assertThat(answer.referralAsked()).isEqualTo(promoter);
        assertThat(story.state().rewards().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        low ? List.of("answer-" + ID, "recovery-" + ID) : List.of("answer-" + ID));
        assertThat(story.state().followUps()).hasSize(low ? 1 : 0);
    }

    @Test
    void theSameAnswerIsARepeatAndAnotherOneIsRefused() {
        story.accepted(answer(score(7), text("aa", 3), choices("many", "b", "a")));
        story.repeated(answer(choices("many", "a", "b"), text("aa", 3), score(7)));
        story.refused(answer(score(8), text("aa", 3)), Reason.ANSWER_CHANGED);
        story.refused(answer(score(7)), Reason.ALREADY_ANSWERED);
        story.after(Duration.ofDays(40)).repeated(answer(score(7), text("aa", 3), choices("many", "a", "b")));
        assertThat(story.state().rewards()).hasSize(1);
    }

    @Test
    void aLinkIsAnsweredUntilItExpiresAndNotAtThatTime() {
        story.after(Duration.ofDays(30).minusMillis(1));
        assertThat(story.judged(answer(score(7)))).isInstanceOf(ContactDecision.Accepted.class);
        story.after(Duration.ofMillis(1)).refused(answer(score(7)), Reason.LINK_EXPIRED);
    }

    @Test
    void whatNobodySaidIsRewardedWithNothingAndOpensNothing() {
        story.accepted(new Answer(ID, Samples.survey(), List.of(score(0)), true, true));
        assertThat(answered().simulated()).isTrue();
        assertThat(story.state().rewards()).isEmpty();
        assertThat(story.state().followUps()).isEmpty();
        story.refused(answer(score(0)), Reason.ALREADY_ANSWERED);
    }

    @Test
    void nobodyIsAskedForReferralsThatAreNotOffered() {
        story.accepted(new Answer(ID, Samples.survey(), List.of(score(10)), false, false));
        assertThat(answered().referralAsked()).isFalse();
    }

    @Test
    void eachRuleOfAnAnswerNamesItsPlace() {
        field("answers", "must be answered", text("aa", 3));
        field("answers[1]", "no question", score(1), choices("other", "a"));
        field("answers[1]", "answered twice", score(1), score(1));
        field("answers[0]", "0 to 10", score(11));
        field("answers[0]", "0 to 10", score(-1));
        field("answers[0]", "0 to 10", new GivenAnswer("score", null, List.of("a"), "", 0));
        field("answers[1]", "takes a text", score(1), new GivenAnswer("why", 3, null, "", 0));
        field("answers[1]", "2000", score(1), text("aa", 2_001));
        field("answers[1]", "no choice c", score(1), choices("one", "c"));
        field("answers[1]", "takes one choice", score(1), choices("one", "a", "b"));
        field("answers[1]", "each choice once", score(1), choices("many", "a", "a"));
        field("answers[1]", "takes choices", score(1), new GivenAnswer("many", 1, null, "", 0));
        // What says nothing is not answered.
        story.accepted(answer(score(1), text("", 0), choices("one")));
        assertThat(answered().answers()).hasSize(1);
    }

    @Test
    void atLeastOneQuestionIsAnswered() {
        Survey free = new Survey(
                "nps",
                2,
                SourceState.ACTIVE,
                List.of(Samples.question("why", QuestionKind.FREE_TEXT, false)),
                "en",
                Localized.NONE,
                Localized.NONE,
                null,
                null,
                Channel.EMAIL,
                Duration.ofDays(1),
                null,
                null,
                null);
        story.refused(new Answer(ID, free, List.of(), false, false), Reason.INVALID_FIELD);
    }

    @Test
    void onlyAnInvitationThatWasSentCanBeAnswered() {
        story.refused(new Answer("none", Samples.survey(), List.of(score(1)), false, true), Reason.CONTACT_NOT_FOUND);
        Story unsent = new Story();
        unsent.accepted(decide(
                SURVEY,
                purchase("1"),
                Samples.POLICY,
                new Standing(true, true, true, java.time.ZoneOffset.UTC, "", 0, "")));
        unsent.refused(answer(score(1)), Reason.CONTACT_NOT_FOUND);
    }

    @Test
    void aRewardIsSettledOnceAfterAMergeToo() {
        story.accepted(answer(score(7))).accepted(new ContactCommand.MergeInto("ben"));
        story.accepted(new SettleReward("answer-" + ID, ""));
        story.repeated(new SettleReward("answer-" + ID, "CAMPAIGN_OVER")).nothing(new SettleReward("other", ""));
        assertThat(story.state().rewards().get("answer-" + ID)).isEqualTo(new OwedReward(Samples.POINTS, true, ""));
    }

    @Test
    void aFollowUpIsChangedAndKeepsItsNotes() {
        story.refused(new ChangeFollowUp(ID, null, null, "", "eva"), Reason.FOLLOW_UP_NOT_FOUND);
        story.accepted(answer(score(2)));
        story.accepted(new ChangeFollowUp(ID, FollowUpState.IN_PROGRESS, "eva", "aa", "eva"));
        story.accepted(new ChangeFollowUp(ID, null, null, "bb", "otto"));
        story.accepted(new ChangeFollowUp(ID, FollowUpState.RESOLVED, "", "", "eva"));
        FollowUp followUp = requireNonNull(story.state().followUps().get(ID));
        assertThat(followUp.state()).isEqualTo(FollowUpState.RESOLVED);
        assertThat(followUp.assignee()).isEmpty();
        assertThat(followUp.notes()).extracting(FollowUp.Note::hash).containsExactly("aa", "bb");
        for (int i = 2; i < Limits.NOTES; i++) {
            story.accepted(new ChangeFollowUp(ID, null, null, "cc", "eva"));
        }
        story.refused(new ChangeFollowUp(ID, null, null, "dd", "eva"), Reason.INVALID_FIELD);
    }

    private void field(String field, String rule, GivenAnswer... answers) {
        ContactDecision decision = story.judged(answer(answers));
        assertThat(decision).isInstanceOf(ContactDecision.Refused.class);
        Refusal refusal = ((ContactDecision.Refused) decision).refusal();
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_FIELD);
        assertThat(refusal.details()).containsEntry("field", field);
        assertThat(refusal.message()).contains(rule);
    }

    private static Answer answer(GivenAnswer... answers) {
        return new Answer(ID, Samples.survey(), List.of(answers), false, true);
    }

    private ContactAnswer answered() {
        ContactAnswer answer = story.contact(ID).answer();
        assertThat(answer).isNotNull();
        return java.util.Objects.requireNonNull(answer);
    }
}
