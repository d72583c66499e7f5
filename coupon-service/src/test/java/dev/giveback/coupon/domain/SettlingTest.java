package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.domain.Change.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SettlingTest {
    @Test
    void whatTheFeedRepeatsCountsOnce() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(2)));
        Claim claim = story.claims("anna").claim();
        CouponNews revoked = story.news(claim, Fate.REVOKED, false, 0);
        story.settled(List.of(revoked));
        Campaign once = story.campaign();

        story.settled(List.of(revoked));
        assertThat(story.campaign()).isEqualTo(once);
        assertThat(once.tally().returned()).isEqualTo(1);
        assertThat(once.tally().taken()).isZero();
    }

    @Test
    void aCheckoutsClaimIsWatchedUntilItsFateIsKnownAndAnotherOnlyUntilItIsGranted() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.total(9)));
        Claim checkout = story.claimsForCheckout("anna", "summer10").claim();
        Claim wallet = story.claims("ben").claim();
        story.granted(checkout).granted(wallet);

        assertThat(story.campaign().live().keySet()).containsExactly(checkout.id());
        assertThat(story.due()).isEmpty();
        story.after(Campaigns.TIME_TO_LIVE);
        assertThat(story.due()).containsExactly(checkout.id());
        story.settled(checkout, Fate.REVOKED);
        assertThat(story.campaign().live()).isEmpty();
        assertThat(story.campaign().tally().taken()).isEqualTo(1);
    }

    @Test
    void aCodeWhoseClaimFellBackCanBeClaimedAgainAndOneThatExpiredCannot() {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, Campaigns.total(9)));
        Claim fell = story.claimsForCheckout("anna", story.codes().code(3)).claim();
        Claim expired = story.claimsForCheckout("anna", story.codes().code(4)).claim();
        story.granted(fell).granted(expired).settled(fell, Fate.REVOKED).settled(expired, Fate.EXPIRED);

        story.claimsForCheckout("ben", story.codes().code(3)).thenAccepted();
        story.claimsForCheckout("ben", story.codes().code(4)).thenRefused(Reason.CODE_USED);
    }

    @Test
    void aRefusalByTheCustomerReturnsTheCodeThePlaceAndTheShare() {
        Story story = Story.of(Campaigns.of(Campaigns.UNIQUE, new Limits(1, 1, 1, 500, Overage.STRICT, 0)));
        Claim claim = story.claims(story.byCode("anna", story.codes().code(0))).claim();
        story.refused(claim, "TOO_MANY_COUPONS");

        assertThat(story.campaign().live()).isEmpty();
        story.claims(story.byCode("anna", story.codes().code(0))).thenAccepted();
    }

    @Test
    void theRepeatOfAnEndedClaimLeavesNoTrace() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(5)));
        ClaimOrder order = Story.byHand("anna", "once");
        Claim first = story.claims(order).claim();
        story.granted(first);
        Tally before = story.campaign().tally();
        Claim repeat =
                story.after(Duration.ofMillis(1)).claims(order).thenAccepted().claim();
        // Meanwhile the fate of the first becomes known; it must not end the watch over the second.
        story.settled(first, Fate.REDEEMED).refused(repeat, "COUPON_EXISTS");

        assertThat(story.campaign().tally().claimed()).isEqualTo(before.claimed());
        assertThat(story.campaign().tally().taken()).isEqualTo(before.taken());
        assertThat(story.campaign().tally().redeemed()).isEqualTo(1);
        assertThat(story.campaign().live()).isEmpty();
    }

    @Test
    void aRedemptionKeepsItsPlaceForEverWhateverComesAfterIt() {
        Story story = Story.of(Campaigns.reusable(Campaigns.total(1)));
        Claim claim = story.claims("anna").claim();
        story.settled(List.of(
                story.news(claim, Fate.REDEEMED, false, 10),
                story.news(claim, Fate.GIVEN_BACK, true, 10),
                story.news(claim, Fate.EXPIRED, true, 0)));

        assertThat(story.campaign().tally().taken()).isEqualTo(1);
        assertThat(story.campaign().tally().held()).isZero();
        assertThat(story.campaign().tally().expired()).isZero();
        story.claims("ben").thenRefused(Reason.TOTAL_LIMIT_REACHED);
    }

    @Test
    void aCouponThatMovesTakesItsCustomersPlaceAndItsWatchWithItOnce() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.perCustomer(1)));
        Claim checkout = story.claimsForCheckout("anna", "summer10").claim();
        Tally before = story.campaign().tally();
        CouponNews moved = story.moved(checkout, "anna", "ben");
        story.settled(List.of(moved)).settled(List.of(moved));

        assertThat(story.campaign().tally()).isEqualTo(before);
        Claim watched = Objects.requireNonNull(story.campaign().live().get(checkout.id()));
        // Ben was given it by whoever merged the two, so it need not be granted to him.
        assertThat(watched).isEqualTo(checkout.movedTo("ben"));
        assertThat(story.claimsForCheckout("ben", "summer10").claim()).isEqualTo(watched);
        Claim second =
                story.claimsForCheckout("anna", "summer10").thenAccepted().claim();
        // Both come together: the limit counts for new claims only.
        story.settled(List.of(story.moved(second, "anna", "ben")));
        assertThat(story.campaign().places().count(Campaigns.SECRET.customerNumber("ben")))
                .isEqualTo(2);
        story.settled(List.of(story.news(watched.movedTo("ben"), Fate.REVOKED, false, 0)));
        story.claimsForCheckout("anna", "summer10").thenAccepted();
        assertThat(story.campaign().places().count(Campaigns.SECRET.customerNumber("ben")))
                .isEqualTo(1);
    }

    @Test
    void aGrantedCouponThatMovesIsWatchedNoMore() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.perCustomer(1)));
        Claim wallet = story.claims("anna").claim();
        story.settled(List.of(
                story.moved(wallet, "anna", "ben"), story.news(wallet.movedTo("ben"), Fate.REDEEMED, false, 5)));

        assertThat(story.campaign().live()).isEmpty();
        assertThat(story.campaign().tally().redeemed()).isEqualTo(1);
        story.claims("ben").thenRefused(Reason.CUSTOMER_LIMIT_REACHED);
        story.claims("anna").thenAccepted();
    }

    @Test
    void aCouponThatNoClaimStandsBehindReturnsNoPlace() {
        Story story = Story.of(Campaigns.of(Campaigns.SUMMER, Campaigns.perCustomer(1)));
        Claim claim = story.claims("anna").claim();
        story.settled(
                List.of(story.moved(claim, "dora", "ben"), story.news(claim.movedTo("ben"), Fate.EXPIRED, false, 0)));

        assertThat(story.campaign().places().count(Campaigns.SECRET.customerNumber("anna")))
                .isEqualTo(1);
        assertThat(story.campaign().tally().taken()).isEqualTo(1);
    }

    @Test
    void newsOfAnUnknownVersionAndGrantsThatWereCountedByTheClaimChangeNothing() {
        Story story = Story.of(Campaigns.of(new Access.ByHand(), Campaigns.total(1)));
        Claim claim = story.claims("anna").claim();
        CouponNews ofVersion2 =
                new CouponNews(new FeedPosition(9, 0), claim.id(), "anna", Fate.REVOKED, 2, "", claim.time(), false, 0);

        assertThat(story.campaign()
                        .settled(
                                List.of(story.news(claim, Fate.GRANTED, false, 0), ofVersion2),
                                Story.LONDON,
                                Story.NOON))
                .isEmpty();
    }
}
