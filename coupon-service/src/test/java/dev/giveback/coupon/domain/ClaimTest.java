package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.Change.Fate;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClaimTest {
    @Test
    void theTotalIsNeverPassedHoweverTheBatchIsCut() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(100)));
        ClaimOrder[] orders = IntStream.range(0, 150)
                .mapToObj(i -> Story.byHand("c" + i, "r"))
                .toArray(ClaimOrder[]::new);
        story.claims(orders).thenRefused(Reason.TOTAL_LIMIT_REACHED).thenEvents(2);

        assertThat(story.campaign().tally().taken()).isEqualTo(100);
    }

    @Test
    void aBatchGivesWhatItsClaimsWouldHaveGivenOneByOne() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261122);
        Limits limits = new Limits(60, 2, 40, 20_000, Overage.GRACE, 5);
        for (int round = 0; round < 20; round++) {
            Story together = Story.of(Campaigns.of(Campaigns.UNIQUE, limits, Window.ALWAYS, 1_000));
            Story apart = Story.of(Campaigns.of(Campaigns.UNIQUE, limits, Window.ALWAYS, 1_000));
            List<ClaimOrder> orders = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String code = together.codes().code(random.nextInt(80));
                orders.add(Story.order("c" + random.nextInt(40), "r" + i, new Way.ByCode(code), false, ""));
            }
            List<ClaimOutcome> outcomes =
                    together.campaign().claim(orders, Story.LONDON, Story.NOON).outcomes();
            List<ClaimOutcome> oneByOne = orders.stream()
                    .map(order -> apart.claims(order).outcome().orElseThrow())
                    .toList();

            assertThat(outcomes).isEqualTo(oneByOne);
        }
    }

    @Test
    void aUniqueCodeIsClaimedOnceAndItsHolderIsGivenTheSameClaimAgain() {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, Limits.NONE));
        String code = story.codes().code(17);
        Claim first = story.claimsForCheckout("anna", code).thenAccepted().claim();

        story.claimsForCheckout("ben", code).thenRefused(Reason.CODE_USED);
        story.claimsForCheckout("anna", code.toLowerCase(java.util.Locale.ROOT)).thenKnown();
        assertThat(story.claim()).isEqualTo(first);
        story.claimsForCheckout("anna", story.codes().code(18)).thenAccepted();
    }

    @Test
    void aRevokedCodeIsRefusedBeforeAUsedOne() {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, Limits.NONE));
        story.claims(story.byCode("anna", story.codes().code(5)));
        story.given(new Command.RevokeCodes(story.request(), null, 0, 10));
        Change.CodesRevoked revoked =
                (Change.CodesRevoked) story.events().getLast().change();

        assertThat(revoked).isEqualTo(new Change.CodesRevoked(0, 9, 10, 1));
        story.claims(story.byCode("ben", story.codes().code(5))).thenRefused(Reason.CODE_REVOKED);
        story.claims(story.byCode("ben", story.codes().code(10))).thenAccepted();
        story.when(new Command.RevokeCodes(story.request(), null, 991, 10)).thenRejected(Reason.NUMBER_OUT_OF_RANGE);
        story.when(new Command.RevokeCodes(story.request(), "GIFT-0000-0000-00", 0, 0))
                .thenRejected(Reason.CODE_NOT_FOUND);
    }

    @Test
    void aCustomerHasAtMostHisOwnLimitAndAReturnedPlaceCanBeTakenAgain() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.perCustomer(2)));
        Claim first = story.claims("anna").thenAccepted().claim();
        story.claims("anna").thenAccepted();
        story.claims("anna").thenRefused(Reason.CUSTOMER_LIMIT_REACHED);
        story.claims("ben").thenAccepted();
        story.granted(first).settled(first, Fate.EXPIRED).claims("anna").thenAccepted();
        story.claims("anna").thenRefused(Reason.CUSTOMER_LIMIT_REACHED);
    }

    @Test
    void theDayIsThatOfTheProgramsZoneAlsoWhenTheClocksGoForward() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.perDay(1)));
        story.at("2026-03-28T23:59:59.999Z").claims("anna").thenAccepted();
        story.claims("ben").thenRefused(Reason.DAY_LIMIT_REACHED);
        story.at("2026-03-29T00:00:00Z").claims("ben").thenAccepted();
        // From here on London is an hour ahead, so its next day begins at 23:00.
        story.at("2026-03-29T22:59:59Z").claims("cleo").thenRefused(Reason.DAY_LIMIT_REACHED);
        story.at("2026-03-29T23:00:00Z").claims("cleo").thenAccepted();
    }

    @Test
    void whatFallsBackTheSameDayCountsNoMoreAndTheDayAfterItChangesNothing() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.perDay(1)));
        Claim first = story.claims("anna").claim();
        story.granted(first).settled(first, Fate.REVOKED).claims("ben").thenAccepted();
        Claim second = story.claim();
        story.after(Duration.ofDays(1)).claims("cleo").thenAccepted();
        story.granted(second).settled(second, Fate.REVOKED).claims("dora").thenRefused(Reason.DAY_LIMIT_REACHED);
    }

    @Test
    void theBudgetIsSetAsideByClaimsAndSettledByRedemptions() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.budget(1_200)));
        Claim first = story.claims("anna").thenAccepted().claim();
        story.claims("ben").thenAccepted();
        story.claims("cleo").thenRefused(Reason.BUDGET_EXHAUSTED);
        story.settled(List.of(story.news(first, Fate.REDEEMED, false, 120)))
                .claims("cleo")
                .thenAccepted();

        assertThat(story.campaign().budgetLeft()).isEqualTo(1_200 - 120 - 500 - 500);
        assertThat(story.campaign().tally().spent()).isEqualTo(120);
    }

    @Test
    void aCouponThatMayBeUsedAgainKeepsItsShareOfTheBudget() {
        Story story = Story.of(Campaigns.reusable(Campaigns.budget(1_000)));
        Claim claim = story.claims("anna").claim();
        story.settled(List.of(story.news(claim, Fate.REDEEMED, false, 120)));

        assertThat(story.campaign().budgetLeft()).isEqualTo(500);
        story.settled(
                List.of(story.news(claim, Fate.GIVEN_BACK, true, 120), story.news(claim, Fate.REDEEMED, true, 480)));
        assertThat(story.campaign().budgetLeft()).isEqualTo(500);
        assertThat(story.campaign().tally().discount()).isEqualTo(480);
        assertThat(story.campaign().tally().redeemed()).isEqualTo(1);
    }

    @Test
    void graceIsForNumbersAndNotForMoneyAndIsUsedUpForGood() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(2, Overage.GRACE, 1)));
        story.claims("a").claims("b").claims("c").thenAccepted();
        Claim beyond = story.claim();
        story.claims("d").thenRefused(Reason.TOTAL_LIMIT_REACHED);
        story.granted(beyond).settled(beyond, Fate.REVOKED).claims("d").thenRefused(Reason.TOTAL_LIMIT_REACHED);
        assertThat(story.campaign().tally().overage()).isEqualTo(1);

        Story money = Story.of(Campaigns.of(new Access.ByHand(), new Limits(1, 0, 0, 600, Overage.GRACE, 5)));
        money.claims("a").thenAccepted().claims("b").thenRefused(Reason.BUDGET_EXHAUSTED);
    }

    @Test
    void aQuoteIsHonouredOnceForItsCustomerWhileAClaimWouldLive() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.total(1, Overage.HONOUR_QUOTED, 0)));
        String token = quote(story, "anna");
        assertThat(token).isNotEmpty();
        story.claims("ben").thenAccepted();
        assertThat(quote(story, "cleo")).isEmpty();

        story.claims(quoted("cleo", "r1", token)).thenRefused(Reason.TOTAL_LIMIT_REACHED);
        story.claims(quoted("anna", "r1", token)).thenAccepted();
        story.claims(quoted("anna", "r2", token)).thenRefused(Reason.TOTAL_LIMIT_REACHED);
        story.claims(quoted("anna", "r3", token.substring(1) + "A")).thenRefused(Reason.TOTAL_LIMIT_REACHED);
    }

    @Test
    void aQuoteIsTooOldAfterTheTimeThatAClaimLives() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.total(1, Overage.HONOUR_QUOTED, 0)));
        String token = quote(story, "anna");
        String other = quote(story, "dora");
        story.claims("ben")
                .after(Campaigns.TIME_TO_LIVE)
                .claims(quoted("anna", "r", token))
                .thenAccepted();
        story.after(Duration.ofMillis(1)).claims(quoted("dora", "r", other)).thenRefused(Reason.TOTAL_LIMIT_REACHED);
    }

    private static String quote(Story story, String customer) {
        return story.campaign()
                .check(story.byCode(customer, "summer10"), Story.LONDON, story.now())
                .quoteToken();
    }

    private static ClaimOrder quoted(String customer, String request, String token) {
        return Story.order(customer, request, new Way.ByCode("SUMMER10"), false, token);
    }

    @Test
    void theControlGroupIsTheSameForEverAndAboutAsLargeAsItShouldBe() {
        long heldOut = IntStream.range(0, 20_000)
                .filter(i -> Campaigns.SECRET.holdsOut("customer-" + i, 1_000))
                .count();
        boolean grows = IntStream.range(0, 20_000)
                .filter(i -> Campaigns.SECRET.holdsOut("customer-" + i, 1_000))
                .allMatch(i -> Campaigns.SECRET.holdsOut("customer-" + i, 1_500));

        // Of a binomial distribution with a deviation of 42, six deviations.
        assertThat(heldOut).isBetween(1_746L, 2_254L);
        assertThat(grows).isTrue();
        assertThat(Campaigns.SECRET.holdsOut("anna", 5_000)).isEqualTo(Campaigns.SECRET.holdsOut("anna", 5_000));
    }

    @Test
    void whoIsHeldOutIsRecordedOnceAndOnlyWhereOthersWouldBeGiven() {
        List<String> customers = IntStream.range(0, 60).mapToObj(i -> "c" + i).toList();
        List<String> held = customers.stream()
                .filter(customer -> Campaigns.SECRET.holdsOut(customer, 5_000))
                .toList();
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.total(1), Window.ALWAYS, 5_000));
        story.claims(held.get(0)).thenRefused(Reason.HELD_OUT).thenEvents(2);
        story.claims(held.get(0)).thenRefused(Reason.HELD_OUT).thenEvents(2);
        story.claims(Story.byHand(held.get(1), "r"), Story.byHand(held.get(1), "s"))
                .thenRefused(Reason.HELD_OUT);

        assertThat(story.events().getLast().change()).isInstanceOfSatisfying(Change.CodesClaimed.class, claimed -> {
            assertThat(claimed.heldOut()).containsExactly(held.get(1));
            assertThat(claimed.claims()).isEmpty();
        });
        assertThat(story.campaign().heldOut().size()).isEqualTo(2);
        customers.stream()
                .filter(customer -> !held.contains(customer))
                .limit(1)
                .forEach(customer -> story.claims(customer).thenAccepted());
        // Nobody would be given anything now.
        story.claims(held.get(2)).thenRefused(Reason.HELD_OUT).thenEvents(4);
        assertThat(story.campaign().heldOut().size()).isEqualTo(2);
    }

    @Test
    void aClaimIsKnownByItsRequestWhileItIsWatchedAndOtherContentIsRefused() {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, Limits.NONE));
        ClaimOrder order = story.byCode("anna", story.codes().code(1));
        story.claims(order).thenAccepted().claims(order).thenKnown().thenEvents(2);
        story.claims(new ClaimOrder(
                        order.claimId(), "anna", new Way.ByCode(story.codes().code(2)), false, ""))
                .thenRefused(Reason.REQUEST_ID_REUSED);
    }

    /** Its time is all that tells a claim that is sent again from the coupon that the first one gave. */
    @Test
    void aClaimThatIsMadeAgainIsLaterThanTheFirstOneByAClockThatStandsStillOrWasSetBack() {
        for (Duration turn : List.of(Duration.ZERO, Duration.ofHours(-1))) {
            Story granted = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(2)));
            ClaimOrder order = Story.byHand("anna", "r");
            Claim first = granted.claims(order).thenAccepted().claim();
            Claim again = granted.after(turn)
                    .granted(first)
                    .claims(order)
                    .thenAccepted()
                    .claim();
            assertThat(again.time()).isAfter(first.time());

            Story settled = Story.of(Campaigns.of(Campaigns.UNIQUE, Limits.NONE));
            ClaimOrder forCheckout =
                    Story.order("anna", "r", new Way.ByCode(settled.codes().code(1)), true, "");
            Claim other = settled.claims(forCheckout).thenAccepted().claim();
            settled.after(turn).granted(other).claims(forCheckout).thenKnown();
            settled.settled(other, Fate.REVOKED).claims(forCheckout).thenAccepted();
            assertThat(settled.claim().time()).isAfter(other.time());
        }
    }

    @Test
    void timeStaysThatOfTheClockHoweverManyClaimsThereAreInAMillisecond() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(1_000)));
        for (int i = 0; i < 500; i++) {
            story.claims("c" + i).thenAccepted();
        }
        assertThat(story.campaign().latest()).isEqualTo(story.now());
        Claim last = story.claim();
        story.after(Duration.ofMillis(1)).granted(last);
        assertThat(story.campaign().latest()).isEqualTo(story.now());
    }

    @Test
    void aCampaignWithoutAnyLimitIsNotAskedAndCountsAfterwards() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Limits.NONE));
        story.claims(story.byCode("anna", "summer 10"));
        assertThat(story.outcome()).contains(new ClaimOutcome.Direct());
        story.claims(story.byCode("anna", "winter 10")).thenRefused(Reason.CODE_NOT_FOUND);

        CouponNews granted = new CouponNews(
                new FeedPosition(1, 0), "id", "anna", Fate.GRANTED, 1, "SUMMER-10", Story.NOON, false, 0);
        story.settled(List.of(granted));
        assertThat(story.campaign().tally().claimed()).isEqualTo(1);
        assertThat(story.campaign().live()).isEmpty();
    }

    @Test
    void aCouponExpiresAtMidnightInTheProgramsZone() {
        Window window = new Window(null, null, 2, Instant.parse("2026-03-29T12:00:00Z"));
        assertThat(window.couponExpiry(Instant.parse("2026-03-02T12:00:00Z"), Story.LONDON))
                .isEqualTo("2026-03-04T00:00:00Z");
        assertThat(window.couponExpiry(Instant.parse("2026-03-27T12:00:00Z"), Story.LONDON))
                .isEqualTo("2026-03-29T00:00:00Z");
        assertThat(window.couponExpiry(Instant.parse("2026-03-28T12:00:00Z"), Story.LONDON))
                .isEqualTo("2026-03-29T12:00:00Z");
    }
}
