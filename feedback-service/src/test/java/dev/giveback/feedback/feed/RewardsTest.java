package dev.giveback.feedback.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.OwedReward;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.domain.RewardIds;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.outreach.PolicyChecks;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.ReferralOffer;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RewardsTest {
    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop();
        shop.loyalty.know("anna");
        shop.loyalty.know("bert");
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    /** A purchase brings so many points. */
    private void gift(Reward.Builder gift) throws Exception {
        shop.create(shop.message("thanks", Shop.trigger(OccasionKind.OCCASION_KIND_PURCHASE, Duration.ZERO))
                .setGift(gift));
    }

    private boolean isSettled(String customer) {
        return !shop.running().contacts(customer).rewards().isEmpty()
                && shop.running().contacts(customer).rewards().values().stream().allMatch(OwedReward::settled);
    }

    private OwedReward only(String customer) {
        return shop.running().contacts(customer).rewards().values().iterator().next();
    }

    @Test
    void pointsReachTheCustomerOnceThoughAnswersAreLostAndTheServiceRestarts() throws Exception {
        gift(Reward.newBuilder().setPoints(50));
        shop.loyalty.setFault(ShopLoyalty.Fault.LOSE_ANSWER);
        shop.buy("anna", "o-1", "tea", 100);
        Shop.until("it was given several times", () -> shop.loyalty.givingCalls() >= 2);
        assertThat(isSettled("anna")).isFalse();

        shop.stop();
        shop.loyalty.setFault(ShopLoyalty.Fault.NONE);
        shop.clock.setForward(Duration.ofMinutes(1));
        shop.start();
        Shop.until("it is settled", () -> isSettled("anna"));
        assertThat(only("anna").refusal()).isEmpty();
        assertThat(shop.loyalty.given()).hasSize(1);
        assertThat(shop.loyalty.given().getFirst().getPoints()).isEqualTo(50);
        Shop.until("nothing is due", () -> shop.running().count("reward_due") == 0);
    }

    @Test
    void aCouponReachesTheCustomerOnce() throws Exception {
        gift(Reward.newBuilder().setCampaign("programs/shop/campaigns/sorry"));
        shop.loyalty.setFault(ShopLoyalty.Fault.LOSE_ANSWER);
        shop.buy("anna", "o-1", "tea", 100);
        Shop.until("it was given several times", () -> shop.loyalty.givingCalls() >= 2);
        shop.loyalty.setFault(ShopLoyalty.Fault.NONE);
        shop.clock.setForward(Duration.ofMinutes(1));
        Shop.until("it is settled", () -> isSettled("anna"));
        assertThat(shop.loyalty.granted())
                .singleElement()
                .satisfies(one -> assertThat(one.getCampaign()).isEqualTo("programs/shop/campaigns/sorry"));
    }

    @Test
    void whatIsRefusedForGoodIsNotedWithItsReasonAndWhatIsNotIsTriedAgain() throws Exception {
        gift(Reward.newBuilder().setPoints(50));
        shop.loyalty.refusePoints("anna", "BALANCE_LIMIT_REACHED");
        shop.loyalty.refusePoints("bert", "OVERLOADED");
        shop.buy("anna", "o-1", "tea", 100);
        shop.buy("bert", "o-2", "tea", 100);
        Shop.until("it is settled", () -> isSettled("anna"));
        assertThat(only("anna").refusal()).isEqualTo("BALANCE_LIMIT_REACHED");
        Shop.until(
                "the other one waits",
                () -> shop.running().count("reward_due WHERE customer = 'bert' AND due_millis > " + shop.clock.millis())
                        == 1);
        assertThat(isSettled("bert")).isFalse();
        assertThat(shop.loyalty.given()).isEmpty();
    }

    @Test
    void whoWasMergedMeanwhileGetsItThereOrGotItBefore() throws Exception {
        gift(Reward.newBuilder().setPoints(50));
        shop.loyalty.setFault(ShopLoyalty.Fault.LOSE_ANSWER);
        shop.buy("anna", "o-1", "tea", 100);
        Shop.until(
                "it was given, and the answer was lost",
                () -> shop.loyalty.given().size() == 1);
        shop.loyalty.change("anna", before -> before.setMergedInto(ShopLoyalty.name("bert")));
        shop.loyalty.setFault(ShopLoyalty.Fault.NONE);
        shop.clock.setForward(Duration.ofMinutes(1));
        Shop.until("it is settled", () -> isSettled("anna"));
        assertThat(shop.loyalty.given()).hasSize(1);

        // One that the customer did not get before goes to the other one.
        shop.loyalty.know("carl");
        shop.loyalty.refusePoints("carl", "OVERLOADED");
        shop.buy("carl", "o-3", "tea", 100);
        Shop.until("it waits", () -> shop.running().count("reward_due WHERE customer = 'carl'") == 1);
        shop.loyalty.change("carl", before -> before.setMergedInto(ShopLoyalty.name("bert")));
        shop.loyalty.allowPoints("carl");
        shop.clock.setForward(Duration.ofMinutes(20));
        Shop.until("it is settled", () -> isSettled("carl"));
        assertThat(shop.loyalty.given().stream().map(AdjustPointsRequest::getCustomer))
                .containsExactly(ShopLoyalty.name("anna"), ShopLoyalty.name("bert"));
    }

    @Test
    void bothGetTheirsWithTheFirstPurchaseOnceThoughTheFeedTellsItTwice() throws Exception {
        ReferralOffer offer = ReferralOffer.newBuilder()
                .setName("programs/shop/referralOffer")
                .setOffered(true)
                .setReferrerReward(Reward.newBuilder().setPoints(500))
                .setRefereeReward(Reward.newBuilder().setPoints(200))
                .build();
        shop.running()
                .change(new OutreachChange.SetReferralOffer(
                        PolicyChecks.offer(offer, "shop"), RunningPlans.request(shop.next())));
        decide("anna", new ContactCommand.GiveReferralCode("ABCDEFGH12"));
        decide(
                "bert",
                new ContactCommand.RedeemReferral(
                        "ABCDEFGH12",
                        "anna",
                        shop.running()
                                .outreaches()
                                .find("shop")
                                .toCompletableFuture()
                                .join()
                                .orElseThrow()
                                .referralOffer(),
                        false,
                        0));
        shop.buy("bert", "o-1", "tea", 100);
        Shop.until("both are settled", () -> isSettled("anna") && isSettled("bert"));
        shop.loyalty.breakFeed();
        shop.buy("bert", "o-2", "tea", 100, shop.clock.instant(), 1);
        shop.caughtUp();

        assertThat(shop.loyalty.given())
                .extracting(AdjustPointsRequest::getCustomer, AdjustPointsRequest::getPoints)
                .containsExactlyInAnyOrder(
                        tuple(ShopLoyalty.name("anna"), 500L), tuple(ShopLoyalty.name("bert"), 200L));
        assertThat(shop.running().contacts("anna").rewards()).containsOnlyKeys(RewardIds.referrer("bert"));
        assertThat(shop.running().contacts("anna").referred()).isEqualTo(1);
    }

    private void decide(String customer, ContactCommand command) {
        var unused = shop.running()
                .contacts()
                .decide(new CustomerId("shop", customer), command, Request.OWN, RunningPlans.TIMEOUT)
                .toCompletableFuture()
                .join();
    }

    @Test
    void requestsOfDifferentCustomersAndRewardsDiffer() throws Exception {
        gift(Reward.newBuilder().setPoints(50));
        shop.buy("anna", "same", "tea", 100);
        shop.buy("bert", "same", "tea", 100);
        Shop.until("both are settled", () -> isSettled("anna") && isSettled("bert"));
        assertThat(List.copyOf(shop.loyalty.given()))
                .extracting(AdjustPointsRequest::getRequestId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }
}
