package dev.giveback.feedback.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Things that tests of the domain begin with. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final CustomerId ANNA = new CustomerId("shop", "anna");
    static final Reward POINTS = new Reward(50, "");
    static final Reward COUPON = new Reward(0, "sorry");
    static final Standing THERE = new Standing(true, false, true, ZoneOffset.UTC, "de-AT", 120, "gold");
    static final Policy POLICY = new Policy(
            List.of(new ContactLimit(null, 3, 7), new ContactLimit(Purpose.SURVEY, 2, 30)),
            null,
            Set.of(Purpose.SERVICE, Purpose.SURVEY),
            "The shop <hello@shop.example>",
            "https://shop.example/hook",
            0,
            Duration.ofDays(3),
            1);

    private Samples() {}

    static Survey survey() {
        return new Survey(
                "nps",
                2,
                SourceState.ACTIVE,
                List.of(
                        question("score", QuestionKind.NPS, true),
                        question("why", QuestionKind.FREE_TEXT, false),
                        question("one", QuestionKind.SINGLE_CHOICE, false),
                        question("many", QuestionKind.MULTIPLE_CHOICE, false)),
                "en",
                Localized.NONE,
                Localized.NONE,
                null,
                new Trigger(OccasionKind.PURCHASE, Duration.ofHours(1), "", 10_000, Duration.ofDays(30)),
                Channel.EMAIL,
                Duration.ofDays(30),
                POINTS,
                new FollowUpRule(6, COUPON),
                9);
    }

    static Message message(@Nullable Reward gift) {
        Localized text = new Localized(Map.of("en", "Hello", "de", "Hallo"));
        return new Message(
                "hello",
                1,
                SourceState.ACTIVE,
                Purpose.SERVICE,
                new Trigger(OccasionKind.ENROLMENT, Duration.ZERO, "", 10_000, Duration.ofDays(30)),
                Channel.EMAIL,
                new Template(text, text, Localized.NONE),
                gift,
                "en");
    }

    static Question question(String id, QuestionKind kind, boolean required) {
        List<Question.Choice> choices = kind.isChoice()
                ? List.of(new Question.Choice("a", said("A")), new Question.Choice("b", said("B")))
                : List.of();
        return new Question(id, said(id), kind, choices, required);
    }

    static Localized said(String text) {
        return new Localized(Map.of("en", text));
    }

    static Occasion purchase(String order) {
        return new Occasion(OccasionKind.PURCHASE, order, NOON.minusSeconds(3_600), OrderFacts.NONE);
    }

    static ContactCommand.Decide decide(Source source, Occasion occasion) {
        return decide(source, occasion, POLICY, THERE);
    }

    static ContactCommand.Decide decide(Source source, Occasion occasion, Policy policy, Standing standing) {
        return new ContactCommand.Decide(occasion, source, policy, standing, NOON, 0, 0, true, false);
    }

    static String idOf(Source source, Occasion occasion) {
        return ContactIds.of(source.id(), occasion.kind(), occasion.reference());
    }

    static GivenAnswer score(int score) {
        return new GivenAnswer("score", score, null, "", 0);
    }

    static GivenAnswer text(String hash, int length) {
        return new GivenAnswer("why", null, null, hash, length);
    }

    static GivenAnswer choices(String question, String... choices) {
        return new GivenAnswer(question, null, List.of(choices), "", 0);
    }
}
