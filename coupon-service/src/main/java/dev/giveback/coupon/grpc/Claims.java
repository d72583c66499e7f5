package dev.giveback.coupon.grpc;

import dev.giveback.coupon.actor.CampaignReply;
import dev.giveback.coupon.actor.Campaigns;
import dev.giveback.coupon.actor.CustomerCoupons.GrantAnswer;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.LoyaltyCoupons;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.domain.Access;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.coupon.domain.ClaimOutcome;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries one claim to its end: by the campaign's actor, or straight to the customer where a campaign has no limit. A claim that the
 * campaign refuses by now may be the repeat of one that it accepted long ago and has forgotten; the customer knows.
 */
final class Claims {
    private static final String REQUEST_ID_REUSED = "REQUEST_ID_REUSED";

    private final Campaigns campaigns;
    private final CampaignViews views;
    private final LoyaltyCoupons coupons;
    private final Refusals refusals;
    private final InstantSource clock;

    Claims(Campaigns campaigns, CampaignViews views, LoyaltyCoupons coupons, Refusals refusals, InstantSource clock) {
        this.campaigns = campaigns;
        this.views = views;
        this.coupons = coupons;
        this.refusals = refusals;
        this.clock = clock;
    }

    /**
     * A claim whose coupon the customer holds, or held.
     *
     * @param claim null when the campaign watches it no longer
     */
    record Made(
            CampaignId id,
            @Nullable Campaign campaign,
            @Nullable Claim claim,
            Coupon coupon) {}

    /** Makes a claim; fails with the refusal of the campaign or of the customer. */
    CompletionStage<Made> make(CampaignId id, ClaimOrder order, ProgramFacts facts, Duration patience) {
        return views.find(id, patience).thenCompose(campaign -> {
            if (!campaign.exists() || !campaign.definition().isUnlimited()) {
                return campaigns
                        .claim(id, order, facts.zone(), patience)
                        .thenCompose(reply -> made(id, order, facts, reply));
            }
            ClaimOutcome outcome = campaign.claim(List.of(order), facts.zone(), clock.instant())
                    .outcomes()
                    .getFirst();
            return outcome instanceof ClaimOutcome.Rejected rejected
                    ? earlier(id, order, rejected.refusal())
                    : direct(id, campaign, order, facts);
        });
    }

    private CompletionStage<Made> made(CampaignId id, ClaimOrder order, ProgramFacts facts, CampaignReply reply) {
        return switch (reply) {
            case CampaignReply.Granted granted ->
                CompletableFuture.completedFuture(new Made(id, granted.campaign(), granted.claim(), granted.coupon()));
            case CampaignReply.Known known -> known(id, known);
            case CampaignReply.Declined declined -> declined(id, order, declined.reason(), declined.status());
            case CampaignReply.Refused refused -> earlier(id, order, refused.refusal());
            case CampaignReply.Direct direct -> direct(id, direct.campaign(), order, facts);
            case CampaignReply.Recorded recorded -> throw unexpected(recorded);
            case CampaignReply.Standing standing -> throw unexpected(standing);
            case CampaignReply.Done done -> throw unexpected(done);
        };
    }

    private CompletionStage<Made> known(CampaignId id, CampaignReply.Known known) {
        CustomerId customer = new CustomerId(id.program(), known.claim().customer());
        return coupons.find(customer, known.claim().id())
                .thenApply(found -> new Made(
                        id,
                        known.campaign(),
                        known.claim(),
                        found.orElseThrow(() -> CallFailure.unknownOutcome(RefusalStatus.DOMAIN))));
    }

    /** Straight to the customer. Nobody counts it here; the customer's journal tells the campaign. */
    private CompletionStage<Made> direct(CampaignId id, Campaign campaign, ClaimOrder order, ProgramFacts facts) {
        Claim claim = directClaim(campaign, order, facts);
        return coupons.grantDirectly(id, campaign, claim).thenCompose(answer -> switch (answer) {
            case GrantAnswer.Given given ->
                CompletableFuture.completedFuture(new Made(id, campaign, claim, given.coupon()));
            case GrantAnswer.Declined declined -> declined(id, order, declined.reason(), declined.status());
            case GrantAnswer.Unanswered unanswered ->
                CompletableFuture.failedFuture(CallFailure.unknownOutcome(RefusalStatus.DOMAIN));
        });
    }

    /** Its coupon expires when a claim of a checkout would fall back, because nobody watches it; the code can be claimed again. */
    private Claim directClaim(Campaign campaign, ClaimOrder order, ProgramFacts facts) {
        Definition definition = campaign.definition();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiry = definition.window().couponExpiry(now, facts.zone());
        Instant falls = order.forCheckout() ? now.plus(definition.claimTimeToLive()) : null;
        boolean fallsFirst = falls != null && (expiry == null || falls.isBefore(expiry));
        long price = order.way() instanceof Way.ByPoints && definition.access() instanceof Access.Reward reward
                ? reward.pointsPrice()
                : 0;
        return new Claim(
                order.claimId(),
                order.customer(),
                Claim.NO_SERIAL,
                now,
                falls,
                fallsFirst ? falls : expiry,
                campaign.version(),
                0,
                price,
                false);
    }

    private CompletionStage<Made> declined(
            CampaignId id, ClaimOrder order, String reason, StatusRuntimeException status) {
        if (!reason.equals(GrantAnswer.REPEAT) && !reason.equals(REQUEST_ID_REUSED)) {
            return CompletableFuture.failedFuture(status);
        }
        return find(id, order)
                .thenApply(found -> found.orElseThrow(() -> CallFailure.unknownOutcome(RefusalStatus.DOMAIN)));
    }

    private CompletionStage<Made> earlier(CampaignId id, ClaimOrder order, Refusal refusal) {
        refusals.count(id, refusal.reason());
        if (!mayBeARepeat(refusal.reason())) {
            return CompletableFuture.failedFuture(RefusalStatus.of(refusal));
        }
        return find(id, order).thenApply(found -> found.orElseThrow(() -> RefusalStatus.of(refusal)));
    }

    private static boolean mayBeARepeat(Reason reason) {
        return reason.compareTo(Reason.CODE_REVOKED) >= 0 && reason.compareTo(Reason.CAMPAIGN_BUSY) < 0;
    }

    private CompletionStage<Optional<Made>> find(CampaignId id, ClaimOrder order) {
        return coupons.find(new CustomerId(id.program(), order.customer()), order.claimId())
                .thenApply(found -> found.map(coupon -> {
                    if (!CodeTexts.areSame(order.way(), coupon.getCode())) {
                        throw RefusalStatus.of(
                                Reason.REQUEST_ID_REUSED,
                                "request_id: it was used before with other content; choose a new one");
                    }
                    return new Made(id, null, null, coupon);
                }));
    }

    private static IllegalStateException unexpected(CampaignReply reply) {
        return new IllegalStateException("answer of a campaign: " + reply + " (expected: one about a claim)");
    }
}
