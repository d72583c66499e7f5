package dev.giveback.coupon.grpc;

import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.LoyaltyCoupons;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.v1.Claim;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.platform.contract.CallFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives claims back before their time: the customer's coupon is taken back, and the place follows by the customer's journal. */
final class ClaimReturns {
    private final Campaigns campaigns;
    private final LoyaltyCoupons coupons;

    ClaimReturns(Campaigns campaigns, LoyaltyCoupons coupons) {
        this.campaigns = campaigns;
        this.coupons = coupons;
    }

    CompletionStage<Claim> give(Checks.ClaimName name, CustomerId customer, ProgramFacts facts, Duration patience) {
        return coupons.find(customer, name.claim())
                .thenCompose(found -> found.filter(coupon ->
                                coupon.getCampaign().equals(name.campaign().name()))
                        .map(coupon -> takeBack(customer, coupon))
                        .orElseGet(() -> missing(name, patience)))
                .thenApply(coupon -> Mappers.claim(name.campaign(), customer, coupon, null, facts.currency()));
    }

    private CompletionStage<Coupon> takeBack(CustomerId customer, Coupon coupon) {
        if (coupon.getState() == CouponState.COUPON_STATE_REVOKED
                || coupon.getState() == CouponState.COUPON_STATE_EXPIRED) {
            return CompletableFuture.completedFuture(coupon);
        }
        return coupons.takeBack(customer, coupon.getCouponId(), "its claim was given back", coupon.getPointsPrice() > 0)
                .thenCompose(answer -> switch (answer) {
                    case RETURNED ->
                        coupons.find(customer, coupon.getCouponId()).thenApply(ClaimReturns::known);
                    case REDEEMED ->
                        CompletableFuture.failedFuture(
                                RefusalStatus.of(Reason.CLAIM_REDEEMED, "claim: an order used it"));
                    case RESERVED ->
                        CompletableFuture.failedFuture(RefusalStatus.of(
                                Reason.CLAIM_RESERVED, "claim: the reservation of an order holds its coupon"));
                    case UNANSWERED -> CompletableFuture.failedFuture(CallFailure.unknownOutcome(RefusalStatus.DOMAIN));
                });
    }

    private static Coupon known(Optional<Coupon> found) {
        return found.orElseThrow(() -> CallFailure.unknownOutcome(RefusalStatus.DOMAIN));
    }

    /** A claim whose coupon is on its way to the customer cannot be given back yet; any other is none. */
    private CompletionStage<Coupon> missing(Checks.ClaimName name, Duration patience) {
        return campaigns
                .read(name.campaign(), patience)
                .thenApply(CampaignViews::standing)
                .thenApply(campaign -> {
                    throw isOnItsWay(campaign, name.claim())
                            ? CallFailure.unknownOutcome(RefusalStatus.DOMAIN)
                            : RefusalStatus.of(Reason.CLAIM_NOT_FOUND, "claim: there is no such claim");
                });
    }

    private static boolean isOnItsWay(Campaign campaign, String claim) {
        return campaign.live().containsKey(claim);
    }
}
