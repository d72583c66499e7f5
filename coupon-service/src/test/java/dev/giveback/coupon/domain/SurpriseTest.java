package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.Change.RefusedClaim;
import dev.giveback.coupon.domain.Change.SurprisesDrawn;
import dev.giveback.coupon.domain.Draw.Outcome;
import dev.giveback.coupon.proof.DrawProof;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders and what chance makes of them. */
final class SurpriseTest {
    private static final int ALWAYS = 10_000;
    private static final Limits MANY = Campaigns.total(1_000_000);
    /** Holds for orders of more than 10; its text is of no language. */
    private static final Conditions MORE_THAN_TEN =
            text -> text.isEmpty() ? facts -> true : facts -> facts.total() > 1_000;

    private final List<Draw> draws = new ArrayList<>();
    private long position;
    private Story story = Story.of(Campaigns.of(surprise(ALWAYS, 0), MANY));

    private static Access surprise(int chance, int memoryDays) {
        return new Access.Surprise("", chance, memoryDays);
    }

    private void given(Access access, Limits limits) {
        story = Story.of(Campaigns.of(access, limits));
    }

    private void given(Access access, Limits limits, Window window, int control) {
        story = Story.of(Campaigns.of(access, limits, window, control));
    }

    private Purchase order(String customer, String order) {
        return order(customer, order, 5_000, story.now());
    }

    private Purchase order(String customer, String order, long total, Instant recorded) {
        return new Purchase(
                new FeedPosition(++position, 1),
                customer,
                order,
                recorded,
                new Purchase.Facts(total, 1, 1, LocalDateTime.of(2026, 3, 2, 12, 0), "", true, 0, 0));
    }

    private Outcome when(Purchase... orders) {
        List<Draw> drawn = story.draws(List.of(orders), MORE_THAN_TEN);
        draws.addAll(drawn);
        return drawn.getLast().outcome();
    }

    private boolean drawsNothing(Purchase... orders) {
        return story.draws(List.of(orders), MORE_THAN_TEN).isEmpty();
    }

    @Test
    void anOrderWinsAClaimThatNeedsNoRequest() {
        assertThat(when(order("anna", "o1"))).isEqualTo(Outcome.WON);
        Claim claim = story.campaign().live().values().iterator().next();

        assertThat(claim.customer()).isEqualTo("anna");
        assertThat(claim.falls()).isNull();
        assertThat(claim.id()).isNotEqualTo(ClaimId.of(Story.ID, "anna", "o1"));
        assertThat(story.campaign().tally().taken()).isEqualTo(1);
        story.granted(claim);
        assertThat(story.campaign().live()).isEmpty();
    }

    @Test
    void whatComesTwiceIsJudgedOnce() {
        Purchase first = order("anna", "o1");
        Purchase second = order("ben", "o2");
        when(first);

        assertThat(drawsNothing(first)).isTrue();
        assertThat(when(first, second)).isEqualTo(Outcome.WON);
        assertThat(drawsNothing(first, second)).isTrue();
        assertThat(draws).extracting(Draw::customer).containsExactly("anna", "ben");
        assertThat(story.campaign().draws().made()).isEqualTo(2);
    }

    @Test
    void anOrderWhoseConditionDoesNotHoldIsNotRecorded() {
        given(new Access.Surprise("total > 10", ALWAYS, 0), MANY);

        assertThat(drawsNothing(order("anna", "o1", 1_000, story.now()))).isTrue();
        assertThat(when(order("anna", "o2", 1_001, story.now()))).isEqualTo(Outcome.WON);
        story.thenEvents(2);
    }

    @Test
    void onlyOrdersOfTheCampaignsTimeAreJudged() {
        Instant created = story.now();
        given(surprise(ALWAYS, 0), MANY, new Window(created.plusSeconds(10), created.plusSeconds(20), 0, null), 0);
        story.after(Duration.ofMinutes(1));

        assertThat(drawsNothing(order("a", "1", 5_000, created.minusMillis(1)))).isTrue();
        assertThat(drawsNothing(order("a", "2", 5_000, created.plusSeconds(9)))).isTrue();
        assertThat(drawsNothing(order("a", "3", 5_000, created.plusSeconds(20))))
                .isTrue();
        assertThat(when(order("a", "4", 5_000, created.plusSeconds(19)))).isEqualTo(Outcome.WON);
    }

    @Test
    void ordersOfAPauseAreNotJudgedAfterIt() {
        story.given(new Command.PauseCampaign(story.request())).after(Duration.ofSeconds(1));
        Purchase whilePaused = order("anna", "o1");
        assertThat(drawsNothing(whilePaused)).isTrue();
        story.after(Duration.ofSeconds(1)).given(new Command.ResumeCampaign(story.request()));

        assertThat(drawsNothing(whilePaused)).isTrue();
        assertThat(when(order("anna", "o2"))).isEqualTo(Outcome.WON);
        story.given(new Command.EndCampaign(story.request()));
        assertThat(drawsNothing(order("anna", "o3"))).isTrue();
    }

    @Test
    void aGiftIsRememberedByDaysOfTheProgramAndForgottenWhenItsCustomerDeclinesIt() {
        given(surprise(ALWAYS, 2), MANY);
        // In one batch too.
        when(order("anna", "o1"), order("anna", "o2"));
        assertThat(draws).extracting(Draw::outcome).containsExactly(Outcome.WON, Outcome.REMEMBERED);
        story.at("2026-03-03T23:59:59Z");
        assertThat(when(order("anna", "o3"))).isEqualTo(Outcome.REMEMBERED);
        assertThat(when(order("ben", "o1"))).isEqualTo(Outcome.WON);
        story.at("2026-03-04T00:00:00Z");
        assertThat(when(order("anna", "o4"))).isEqualTo(Outcome.WON);

        String ben = story.campaign().live().values().stream()
                .filter(claim -> claim.customer().equals("ben"))
                .findFirst()
                .orElseThrow()
                .id();
        story.refused(List.of(new RefusedClaim(ben, "TOO_MANY_COUPONS")));
        assertThat(when(order("ben", "o2"))).isEqualTo(Outcome.WON);
    }

    @Test
    void eachLimitIsNamed() {
        given(surprise(ALWAYS, 0), new Limits(2, 1, 0, 0, Overage.STRICT, 0));
        assertThat(when(order("anna", "o1"))).isEqualTo(Outcome.WON);
        assertThat(when(order("anna", "o2"))).isEqualTo(Outcome.CUSTOMER_LIMIT_REACHED);
        assertThat(when(order("ben", "o1"), order("cleo", "o1"))).isEqualTo(Outcome.TOTAL_LIMIT_REACHED);
        given(surprise(ALWAYS, 0), Campaigns.perDay(1));
        assertThat(when(order("anna", "o1"), order("ben", "o2"))).isEqualTo(Outcome.DAY_LIMIT_REACHED);
        given(surprise(ALWAYS, 0), Campaigns.budget(999));
        assertThat(when(order("anna", "o1"), order("ben", "o2"))).isEqualTo(Outcome.BUDGET_EXHAUSTED);
        assertThat(story.campaign().budgetLeft()).isEqualTo(499);
    }

    @Test
    void whoIsHeldOutIsRolledAndComparedOnlyWhereTheOthersWouldHaveBeenGiven() {
        given(surprise(5_000, 30), Campaigns.total(40), Window.ALWAYS, 5_000);
        for (int i = 0; i < 400; i++) {
            when(order("c" + i, "o"));
        }
        int full = 0;
        for (Draw draw : draws) {
            boolean wins = draw.roll() < 5_000;
            boolean held = Campaigns.SECRET.holdsOut(draw.customer(), 5_000);
            if (wins && full == 40) {
                assertThat(draw.outcome()).isEqualTo(Outcome.TOTAL_LIMIT_REACHED);
            } else {
                assertThat(draw.outcome()).isEqualTo(wins ? held ? Outcome.HELD_OUT : Outcome.WON : Outcome.LOST);
            }
            full += draw.outcome() == Outcome.WON ? 1 : 0;
        }
        assertThat(draws).extracting(Draw::outcome).contains(Outcome.HELD_OUT, Outcome.TOTAL_LIMIT_REACHED);
        String heldOut = draws.stream()
                .filter(draw -> draw.outcome() == Outcome.HELD_OUT)
                .findFirst()
                .orElseThrow()
                .customer();
        for (int i = 0; i < 20; i++) {
            assertThat(when(order(heldOut, "more" + i))).isIn(Outcome.LOST, Outcome.REMEMBERED);
        }
    }

    /** By the binomial distribution: outside of five standard deviations once in two million seeds, and this seed is fixed. */
    @Test
    void chanceIsWhatItSays() {
        int orders = 50_000;
        for (int chance : new int[] {1, 200, 2_500, 9_999}) {
            given(surprise(chance, 0), MANY);
            long won = 0;
            for (int batch = 0; batch < orders / 1_000; batch++) {
                List<Purchase> some = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    some.add(order("c" + i % 77, "order-" + batch + "-" + i));
                }
                won += story.draws(some, MORE_THAN_TEN).stream()
                        .filter(draw -> draw.outcome() == Outcome.WON)
                        .count();
            }
            double share = chance / 10_000.0;
            double deviation = Math.sqrt(orders * share * (1 - share));
            assertThat((double) won).isBetween(orders * share - 5 * deviation, orders * share + 5 * deviation);
        }
    }

    @Test
    void anIndependentProofAgreesWithEveryRoll() {
        SurpriseSeed seed = Campaigns.SECRET.surpriseSeed();
        DrawProof proof = new DrawProof(seed.reveal());
        int[] counts = new int[10];
        for (int i = 0; i < 20_000; i++) {
            String customer = "c" + i % 13;
            int roll = seed.roll(customer, "ö-" + i);
            assertThat(proof.roll(customer, "ö-" + i)).isEqualTo(roll);
            counts[roll / 1_000]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(1_780, 2_220);
        }
        assertThat(proof.isOf(seed.commitment())).isTrue();
    }

    @Test
    void theEventTellsWhereItReadAndWhichNumbersItGave() {
        when(order("anna", "o1"), order("ben", "o2"));
        when(order("cleo", "o3"));
        SurprisesDrawn drawn = (SurprisesDrawn) story.events().getLast().change();

        assertThat(drawn.firstNumber()).isEqualTo(3);
        assertThat(drawn.position()).isEqualTo(new FeedPosition(3, 1));
        assertThat(drawn.chanceBasisPoints()).isEqualTo(ALWAYS);
        assertThat(story.campaign().draws().position()).isEqualTo(drawn.position());
    }
}
