package dev.giveback.torture.simulation;

import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Coupons into customers' hands and out of them, by the commands that coupon-service's calls come to. */
final class Grants {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final World world;
    private final CampaignId id;

    Grants(World world, CampaignId id) {
        this.world = world;
        this.id = id;
    }

    /** Empty when the customer has it, a reason when it never will; fails when nobody knows. */
    CompletionStage<String> grant(Campaign campaign, Claim claim) {
        CustomerId customer = new CustomerId(id.program(), claim.customer());
        return world.customers()
                .decide(customer, command(campaign, claim), false, PATIENCE)
                .thenCompose(reply -> reply instanceof CustomerReply.Refused refused
                        ? refused(claim, refused.refusal())
                        : CompletableFuture.completedFuture(""));
    }

    private Command command(Campaign campaign, Claim claim) {
        long content = Objects.hash(claim.id(), claim.time(), claim.couponExpires(), claim.pointsPrice());
        return new Command.GrantCoupon(
                new Request(claim.id() + "-" + claim.time().toEpochMilli(), content, ""),
                claim.id(),
                id.name(),
                claim.version(),
                Terms.COUPON,
                claim.time(),
                claim.couponExpires(),
                campaign.codeOf(claim),
                claim.pointsPrice(),
                content);
    }

    private CompletionStage<String> refused(Claim claim, Refusal refusal) {
        if (refusal.reason() == Reason.CUSTOMER_MERGING) {
            return CompletableFuture.failedFuture(new IllegalStateException("merging"));
        }
        if (refusal.reason() != Reason.CUSTOMER_MERGED) {
            return CompletableFuture.completedFuture(refusal.reason().name());
        }
        String name = Objects.requireNonNull(refusal.details().get("merged_into"), "merged_into");
        CustomerId target = new CustomerId(id.program(), name.substring(name.lastIndexOf('/') + 1));
        return world.customers().read(target, PATIENCE).thenCompose(reply -> found(claim, reply));
    }

    /** What was granted before it was merged has moved on with its customer. */
    private CompletionStage<String> found(Claim claim, CustomerReply reply) {
        CustomerReply.Standing standing = (CustomerReply.Standing) reply;
        dev.giveback.loyalty.domain.Coupon coupon =
                standing.customer().coupons().byId().get(claim.id());
        if (coupon != null) {
            return CompletableFuture.completedFuture(
                    coupon.start().equals(claim.time()) ? "" : Reason.COUPON_EXISTS.name());
        }
        dev.giveback.loyalty.domain.Merge merge = standing.customer().sagas().merge();
        return merge != null
                ? refused(claim, merge.refusal("customer", Terms.PROGRAM))
                : CompletableFuture.completedFuture(Reason.CUSTOMER_MERGED.name());
    }

    CompletionStage<CustomerReply> takeBack(Claim claim) {
        return world.customers()
                .decide(
                        new CustomerId(id.program(), claim.customer()),
                        new Command.RevokeCoupon(
                                new Request(claim.id() + "-back", 1, ""), claim.id(), "its claim fell back", false),
                        false,
                        PATIENCE);
    }
}
