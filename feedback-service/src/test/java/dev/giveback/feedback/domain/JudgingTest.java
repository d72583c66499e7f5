package dev.giveback.feedback.domain;

import static dev.giveback.feedback.domain.Samples.NOON;
import static dev.giveback.feedback.domain.Samples.POLICY;
import static dev.giveback.feedback.domain.Samples.THERE;
import static dev.giveback.feedback.domain.Samples.decide;
import static dev.giveback.feedback.domain.Samples.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.domain.ContactCommand.ChangeConsent;
import dev.giveback.feedback.domain.ContactCommand.Decide;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is contacted, who is not, and why. */
final class JudgingTest {
    @Test
    void aBirthdayKeepsItsYearAndNoTime() {
        Occasion birthday =
                new Occasion(OccasionKind.BIRTHDAY, "2026", Samples.NOON.plusSeconds(3_600), OrderFacts.NONE);
        ContactDecision decision =
                new Story().judged(Samples.decide(Samples.message(null).source(), birthday));
        assertThat(decision).isInstanceOfSatisfying(ContactDecision.Accepted.class, accepted -> {
            ContactRecord.Decided decided = ((ContactEvent.Decided) accepted.event()).decision();
            assertThat(decided.reason()).isNull();
            assertThat(decided.reference()).isEqualTo("2026");
            assertThat(decided.occasionTime()).isEqualTo(java.time.Instant.EPOCH);
        });
    }

    private static final Source SURVEY = Samples.survey().source();
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

    private final Story story = new Story();

    @Test
    void whatIsDecidedIsOnItsWayInTheCustomersLanguageAndCanBeAnsweredForItsTime() {
        Source hello = Samples.message(Samples.POINTS).source();
        story.accepted(decide(SURVEY, purchase("1"))).accepted(decide(hello, purchase("1")));

        ContactRecord survey = story.contact(Samples.idOf(SURVEY, purchase("1")));
        assertThat(survey.progress()).isEqualTo(Progress.SENDING);
        assertThat(survey.decision().languageCode()).isEqualTo("en");
        assertThat(survey.decision().expires()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        ContactRecord message = story.contact(Samples.idOf(hello, purchase("1")));
        assertThat(message.decision().languageCode()).isEqualTo("de");
        assertThat(message.decision().expires()).isNull();
        assertThat(message.decision().points()).isEqualTo(120);
        assertThat(story.state().rewards()).containsOnlyKeys(message.id());
    }

    @Test
    void anOccasionIsDecidedOnceForEver() {
        story.accepted(decide(SURVEY, purchase("1"), POLICY, gone())).repeated(decide(SURVEY, purchase("1")));
        assertThat(story.contact(Samples.idOf(SURVEY, purchase("1"))).notSentReason())
                .isEqualTo(NotSentReason.CUSTOMER_GONE);
    }

    @Test
    void reasonsAreLookedAtInTheirOrder() {
        Source paused = new Source(
                SURVEY.id(),
                1,
                Purpose.SURVEY,
                Channel.EMAIL,
                new Trigger(OccasionKind.PURCHASE, Duration.ZERO, "", 1, Duration.ofDays(30)),
                false,
                Duration.ofDays(1),
                Set.of("en"),
                "en",
                null);
        Source active = new Source(
                SURVEY.id(),
                1,
                Purpose.SURVEY,
                Channel.EMAIL,
                paused.trigger(),
                true,
                Duration.ofDays(1),
                Set.of("en"),
                "en",
                null);
        Policy strict = new Policy(
                List.of(new ContactLimit(null, 1, 7)),
                null,
                Set.of(Purpose.SERVICE),
                "",
                "",
                5_000,
                Duration.ofHours(1),
                1);
        Standing bad = new Standing(false, true, false, ZoneOffset.UTC, "", 0, "");
        Instant longAgo = NOON.minus(Duration.ofDays(1));
        story.accepted(decide(Samples.message(null).source(), purchase("0")));
        story.accepted(ChangeConsent.withdraw(Set.of(Purpose.SURVEY), "link"));

        // Everything is wrong at first, and one thing less each time.
        Occasion it = purchase("1");
        story.notSent(new Decide(it, paused, strict, bad, longAgo, 9, 9, false, false))
                .isEqualTo(NotSentReason.CUSTOMER_GONE);
        Standing over = new Standing(true, true, false, ZoneOffset.UTC, "", 0, "");
        story.notSent(new Decide(it, paused, strict, over, longAgo, 9, 9, false, false))
                .isEqualTo(NotSentReason.NOT_ACTIVE);
        story.notSent(new Decide(it, active, strict, over, longAgo, 9, 9, false, false))
                .isEqualTo(NotSentReason.TOO_LATE);
        story.notSent(new Decide(it, active, strict, over, NOON, 9, 9, false, false))
                .isEqualTo(NotSentReason.OCCASION_OVER);
        Standing there = new Standing(true, false, false, ZoneOffset.UTC, "", 0, "");
        story.notSent(new Decide(it, active, strict, there, NOON, 9, 9, false, false))
                .isEqualTo(NotSentReason.HELD_OUT);
        story.notSent(new Decide(it, active, strict, there, NOON, 9, 5_000, false, false))
                .isEqualTo(NotSentReason.NOT_DRAWN);
        story.notSent(new Decide(it, active, strict, there, NOON, 0, 5_000, false, false))
                .isEqualTo(NotSentReason.UNSUBSCRIBED);
        Story fresh = new Story();
        fresh.accepted(decide(Samples.message(null).source(), purchase("0")));
        fresh.notSent(new Decide(it, active, strict, there, NOON, 0, 5_000, false, false))
                .isEqualTo(NotSentReason.NO_CONSENT);
        fresh.accepted(new ChangeConsent(List.of(new ConsentChange(Channel.EMAIL, Purpose.SURVEY, true)), "shop"));
        fresh.notSent(new Decide(it, active, strict, there, NOON, 0, 5_000, false, false))
                .isEqualTo(NotSentReason.LIMIT_REACHED);
        fresh.after(Duration.ofDays(7));
        Instant due = fresh.now();
        fresh.notSent(new Decide(it, active, strict, there, due, 0, 5_000, false, false))
                .isEqualTo(NotSentReason.NO_ADDRESS);
        fresh.notSent(new Decide(it, active, strict, THERE, due, 0, 5_000, false, false))
                .isEqualTo(NotSentReason.NOT_CONFIGURED);
        fresh.notSent(new Decide(it, active, POLICY, THERE, due, 0, 5_000, false, false))
                .isEqualTo(NotSentReason.NOT_CONFIGURED);
        fresh.notSent(new Decide(it, active, POLICY, THERE, due, 0, 5_000, true, false))
                .isNull();
    }

    @Test
    void aMessageIsSentToWhoIsHeldOutOfSurveys() {
        Policy half = new Policy(
                POLICY.limits(), null, POLICY.assumedConsent(), POLICY.sender(), "", 5_000, POLICY.maxLateness(), 1);
        story.notSent(decide(SURVEY, purchase("1"), half, THERE)).isEqualTo(NotSentReason.HELD_OUT);
        story.notSent(decide(Samples.message(null).source(), purchase("1"), half, THERE))
                .isNull();
    }

    @Test
    void aLimitIsFreeAgainWhenTheOldestIsAsOldAsTheWindowIsLong() {
        story.accepted(decide(SURVEY, purchase("1"))).after(Duration.ofDays(1)).accepted(decide(SURVEY, purchase("2")));
        story.after(Duration.ofDays(1));
        ContactLimit surveys = new ContactLimit(Purpose.SURVEY, 2, 30);
        assertThat(story.state().used(surveys, story.now())).isEqualTo(2);
        assertThat(story.state().free(surveys, story.now())).contains(NOON.plus(Duration.ofDays(30)));
        Story last = story.after(Duration.ofDays(28).minusMillis(1));
        last.notSent(at(last, SURVEY, "3")).isEqualTo(NotSentReason.LIMIT_REACHED);
        last.after(Duration.ofMillis(1));
        last.notSent(at(last, SURVEY, "3")).isNull();
        assertThat(story.state().free(surveys, story.now())).isEmpty();
    }

    @Test
    void quietHoursWaitForTheirEndInTheCustomersZoneAndTheShopsPageDoesNot() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        Standing there = new Standing(true, false, true, tokyo, "", 0, "");
        Policy quiet = quiet(NIGHT);
        // Noon in London is nine in the evening there.
        story.later(decide(SURVEY, purchase("1"), quiet, there), Instant.parse("2026-03-02T23:00:00Z"));
        story.notSent(decide(SURVEY.by(Channel.IN_APP), purchase("1"), quiet, there))
                .isNull();
        story.notSent(decide(SURVEY, purchase("1"), quiet, THERE)).isNull();
    }

    @Test
    void quietHoursKeepTheirEndWhenTheClockChanges() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        QuietHours gap = new QuietHours(LocalTime.of(22, 0), LocalTime.of(2, 30));
        // Half past two does not exist on 29 March 2026: it is half past three in summer time.
        Instant night = Instant.parse("2026-03-28T23:00:00Z");
        assertThat(gap.isQuiet(night, berlin)).isTrue();
        Instant over = gap.over(night, berlin);
        assertThat(over).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(gap.isQuiet(over, berlin)).isFalse();
    }

    @Test
    void whatSomebodyAsksForByHandHasNoChanceAndNoQuietHours() {
        Source rare = new Source(
                SURVEY.id(),
                1,
                Purpose.SURVEY,
                Channel.EMAIL,
                new Trigger(OccasionKind.PURCHASE, Duration.ZERO, "", 1, Duration.ofDays(30)),
                true,
                Duration.ofDays(1),
                Set.of("en"),
                "en",
                null);
        Policy always = quiet(new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0)));
        story.notSent(new Decide(purchase("1"), rare, always, THERE, NOON, 9_999, 0, true, true))
                .isNull();
    }

    @Test
    void theOldestThatWasNotSentMakesRoomAndIsStillNotDecidedAgain() {
        for (int i = 0; i <= Limits.CONTACTS; i++) {
            story.accepted(at(story, SURVEY, "order-" + i)).after(Duration.ofMinutes(1));
        }
        assertThat(story.state().contacts()).hasSize(Limits.CONTACTS);
        assertThat(story.state().contact(Samples.idOf(SURVEY, purchase("order-0"))))
                .isPresent();
        assertThat(story.state().contact(Samples.idOf(SURVEY, purchase("order-2"))))
                .isEmpty();
        story.repeated(at(story, SURVEY, "order-2"));
    }

    private static Decide at(Story story, Source source, String order) {
        return new Decide(purchase(order), source, POLICY, THERE, story.now(), 0, 0, true, false);
    }

    private static Policy quiet(QuietHours hours) {
        return new Policy(
                POLICY.limits(),
                hours,
                POLICY.assumedConsent(),
                POLICY.sender(),
                POLICY.webhookUrl(),
                0,
                POLICY.maxLateness(),
                1);
    }

    private static Standing gone() {
        return new Standing(false, false, false, ZoneOffset.UTC, "", 0, "");
    }
}
