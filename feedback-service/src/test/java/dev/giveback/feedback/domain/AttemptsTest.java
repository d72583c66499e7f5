package dev.giveback.feedback.domain;

import static dev.giveback.feedback.domain.Samples.POLICY;
import static dev.giveback.feedback.domain.Samples.decide;
import static dev.giveback.feedback.domain.Samples.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.ContactCommand.BeginAttempt;
import dev.giveback.feedback.domain.ContactCommand.ChangeConsent;
import dev.giveback.feedback.domain.ContactCommand.EndAttempt;
import dev.giveback.feedback.domain.ContactCommand.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How what was decided is sent, or not. */
final class AttemptsTest {
    private static final Source SURVEY = Samples.survey().source();
    private static final String ID = Samples.idOf(SURVEY, purchase("1"));
    private static final ContactLimit ALL = new ContactLimit(null, 3, 7);

    private final Story story = new Story().accepted(decide(SURVEY, purchase("1")));

    @Test
    void aTryThatIsTakenIsSent() {
        story.accepted(begin(false));
        assertThat(story.contact(ID).lease()).isEqualTo(story.now().plusSeconds(60));
        story.later(begin(false), story.now().plusSeconds(60));
        story.accepted(end(1, AttemptOutcome.SENT, null));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.SENT);
        assertThat(story.contact(ID).sent()).isEqualTo(story.now());
        story.nothing(begin(false)).nothing(end(1, AttemptOutcome.FAILED, null));
    }

    @Test
    void aTryThatFailsIsRepeatedAtItsTimeUntilItFailsForGood() {
        Instant retry = story.now().plusSeconds(120);
        story.accepted(begin(false)).accepted(end(1, AttemptOutcome.RETRY, retry));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.WAITING);
        assertThat(story.contact(ID).lastError()).isEqualTo("450");
        story.later(begin(false), retry).after(Duration.ofMinutes(2)).accepted(begin(false));
        assertThat(story.contact(ID).attempts()).isEqualTo(2);
        story.nothing(end(1, AttemptOutcome.SENT, null)).accepted(end(2, AttemptOutcome.FAILED, null));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.FAILED);
        assertThat(story.state().used(ALL, story.now())).isEqualTo(1);
    }

    @Test
    void aLostTryIsUnknownUnlessItCanBeRepeated() {
        story.accepted(begin(false)).after(Duration.ofSeconds(60)).accepted(begin(false));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(story.state().used(ALL, story.now())).isEqualTo(1);
        // The one who had it was only slow.
        story.accepted(end(1, AttemptOutcome.SENT, null));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.SENT);

        Story other = new Story().accepted(decide(SURVEY, purchase("1")));
        other.accepted(begin(other, true)).after(Duration.ofSeconds(60)).accepted(begin(other, true));
        assertThat(other.contact(ID).attempts()).isEqualTo(2);
    }

    @Test
    void whoUnsubscribesInBetweenGetsNothingAndItCountsInNoLimit() {
        story.accepted(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link")).accepted(begin(true));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.NOT_SENT);
        assertThat(story.contact(ID).notSentReason()).isEqualTo(NotSentReason.UNSUBSCRIBED);
        assertThat(story.state().used(ALL, story.now())).isZero();
    }

    @Test
    void aLostTryOfWhoUnsubscribesIsNotRepeated() {
        story.accepted(begin(true)).accepted(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link"));
        story.after(Duration.ofSeconds(60)).accepted(begin(true));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.UNKNOWN);
    }

    @Test
    void whoUnsubscribesAfterATryKeepsTheLinkAndItCounts() {
        story.accepted(begin(false)).accepted(end(1, AttemptOutcome.RETRY, story.now()));
        story.accepted(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link")).accepted(begin(false));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.FAILED);
        assertThat(story.contact(ID).notSentReason()).isNull();
        assertThat(story.contact(ID).lastError()).isEqualTo("unsubscribed");
        assertThat(story.state().used(ALL, story.now())).isEqualTo(1);
    }

    @Test
    void whatMayHaveArrivedStaysUnknownWhenItIsNotTriedAgain() {
        story.accepted(begin(false)).after(Duration.ofSeconds(60)).accepted(begin(false));
        story.accepted(new Retry(ID)).accepted(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link"));
        story.accepted(begin(false));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(story.contact(ID).lastError()).isEqualTo("unsubscribed");
        assertThat(story.state().used(ALL, story.now())).isEqualTo(1);

        Story lost = new Story().accepted(decide(SURVEY, purchase("1")));
        lost.accepted(begin(lost, true)).after(Duration.ofSeconds(60)).accepted(begin(lost, true));
        lost.accepted(missing(2));
        assertThat(lost.contact(ID).progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(lost.contact(ID).lastError()).isEqualTo("no address");
    }

    @Test
    void whatHasNoAddressIsNotSentInTheFirstTryAndFailsInTheNext() {
        Story first = new Story().accepted(decide(SURVEY, purchase("1")));
        first.accepted(begin(first, false)).accepted(missing(1));
        assertThat(first.contact(ID).notSentReason()).isEqualTo(NotSentReason.NO_ADDRESS);
        assertThat(first.state().used(ALL, first.now())).isZero();

        story.accepted(begin(false)).accepted(end(1, AttemptOutcome.RETRY, story.now()));
        story.accepted(begin(false)).accepted(missing(2));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.FAILED);
        assertThat(story.contact(ID).lastError()).isEqualTo("no address");
        assertThat(story.state().used(ALL, story.now())).isEqualTo(1);
    }

    @Test
    void whatWasAnsweredIsNotSentAgain() {
        story.accepted(begin(false)).accepted(end(1, AttemptOutcome.UNKNOWN, null));
        story.accepted(new ContactCommand.Answer(ID, Samples.survey(), List.of(Samples.score(9)), false, false));
        story.refused(new Retry(ID), Reason.CONTACT_NOT_FAILED);
    }

    @Test
    void whatLayInTheOutboxForTooLongIsNotSent() {
        story.after(Duration.ofDays(3).plusMillis(1)).accepted(begin(true));
        assertThat(story.contact(ID).notSentReason()).isEqualTo(NotSentReason.TOO_LATE);
    }

    @Test
    void aTryWaitsForTheEndOfQuietHours() {
        Policy quiet = new Policy(
                POLICY.limits(),
                new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0)),
                POLICY.assumedConsent(),
                POLICY.sender(),
                "",
                0,
                POLICY.maxLateness(),
                1);
        story.later(
                new BeginAttempt(ID, story.now().plusSeconds(60), true, quiet, ZoneOffset.UTC),
                Instant.parse("2026-03-02T13:00:00Z"));
    }

    @Test
    void whatFailedIsSentAgainWhenSomebodyAsks() {
        story.refused(new Retry(ID), Reason.CONTACT_NOT_FAILED).refused(new Retry("none"), Reason.CONTACT_NOT_FOUND);
        story.accepted(begin(false))
                .accepted(end(1, AttemptOutcome.FAILED, null))
                .after(Duration.ofDays(20));
        story.accepted(new Retry(ID));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.WAITING);
        story.accepted(begin(false)).accepted(end(2, AttemptOutcome.SENT, null));
        assertThat(story.contact(ID).progress()).isEqualTo(Progress.SENT);
    }

    @Test
    void nobodyWhoIsGoneIsWrittenTo() {
        story.accepted(new ContactCommand.MergeInto("ben")).refused(begin(true), Reason.CUSTOMER_GONE);
        assertThat(story.contact(ID).notSentReason()).isEqualTo(NotSentReason.CUSTOMER_GONE);
    }

    private BeginAttempt begin(boolean repeatable) {
        return begin(story, repeatable);
    }

    private static BeginAttempt begin(Story story, boolean repeatable) {
        return new BeginAttempt(ID, story.now().plusSeconds(60), repeatable, POLICY, ZoneOffset.UTC);
    }

    private static EndAttempt missing(int attempt) {
        return new EndAttempt(ID, attempt, AttemptOutcome.NOT_SENT, null, NotSentReason.NO_ADDRESS, "");
    }

    private static EndAttempt end(
            int attempt, AttemptOutcome outcome, @org.jspecify.annotations.Nullable Instant retry) {
        return new EndAttempt(ID, attempt, outcome, retry, null, outcome == AttemptOutcome.SENT ? "" : "450");
    }
}
