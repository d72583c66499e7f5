package dev.giveback.coupon.customers;

import com.google.protobuf.Timestamp;
import dev.giveback.coupon.actor.CustomerCoupons;
import dev.giveback.coupon.customers.Declines.Decline;
import dev.giveback.coupon.domain.Campaign;
import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.domain.Claim;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.journal.Definitions;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponServiceGrpc.CouponServiceFutureStub;
import dev.giveback.loyalty.v1.GetCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import io.grpc.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Customers' coupons by gRPC. Each claim has a request id of its own, made of its id and its time, and its time is the coupon's start: so
 * a claim that is granted again is a repeat to loyalty-service, and a claim of the same id made later is another content.
 */
public final class LoyaltyCoupons implements CustomerCoupons {
    private static final int RADIX = 36;

    private final CouponServiceFutureStub stub;
    private final Duration deadline;

    /**
     * Customers behind this channel.
     *
     * @param deadline of each call
     */
    public LoyaltyCoupons(Channel loyalty, Duration deadline) {
        stub = CouponServiceGrpc.newFutureStub(loyalty);
        this.deadline = deadline;
    }

    @Override
    public CompletionStage<GrantAnswer> grant(CampaignId id, Campaign campaign, Claim claim) {
        return grant(request(id, campaign, claim)
                .setRequestId(claim.id() + "-" + Long.toString(claim.time().toEpochMilli(), RADIX))
                .setStartTime(timestamp(claim.time()))
                .build());
    }

    /** Grants without the campaign having recorded it: the claim of an unlimited campaign, which only the customer knows. */
    public CompletionStage<GrantAnswer> grantDirectly(CampaignId id, Campaign campaign, Claim claim) {
        return grant(request(id, campaign, claim).setRequestId(claim.id()).build());
    }

    private static GrantCouponRequest.Builder request(CampaignId id, Campaign campaign, Claim claim) {
        GrantCouponRequest.Builder request = GrantCouponRequest.newBuilder()
                .setCustomer(new CustomerId(id.program(), claim.customer()).name())
                .setCouponId(claim.id())
                .setCampaign(id.name())
                .setCampaignVersion(claim.version())
                .setTerms(Definitions.published(campaign.definition(claim.version()))
                        .getTerms())
                .setCode(campaign.codeOf(claim))
                .setPointsPrice(claim.pointsPrice());
        Instant expires = claim.couponExpires();
        if (expires != null) {
            request.setExpireTime(timestamp(expires));
        }
        return request;
    }

    private CompletionStage<GrantAnswer> grant(GrantCouponRequest request) {
        return Futures.of(timed().grantCoupon(request))
                .<CompletionStage<GrantAnswer>>handle((response, failure) -> granted(request, response, failure))
                .thenCompose(Function.identity());
    }

    private CompletionStage<GrantAnswer> granted(
            GrantCouponRequest request, @Nullable GrantCouponResponse response, @Nullable Throwable failure) {
        if (response != null) {
            return CompletableFuture.completedFuture(new GrantAnswer.Given(response.getCoupon()));
        }
        Decline decline = Optional.ofNullable(failure).flatMap(Declines::of).orElse(null);
        if (decline == null) {
            return CompletableFuture.completedFuture(new GrantAnswer.Unanswered());
        }
        CustomerId target = CustomerId.parse(decline.mergedInto());
        return target == null
                ? CompletableFuture.completedFuture(new GrantAnswer.Declined(decline.reason(), decline.status()))
                : wherever(target, request, decline);
    }

    /** A grant whose answer was lost may have moved on with its customer; else nobody has it. */
    private CompletionStage<GrantAnswer> wherever(CustomerId target, GrantCouponRequest request, Decline decline) {
        return find(target, request.getCouponId()).<GrantAnswer>handle((found, failure) -> {
            if (failure != null) {
                return new GrantAnswer.Unanswered();
            }
            if (found.isEmpty()) {
                return new GrantAnswer.Declined(decline.reason(), decline.status());
            }
            return isOf(request, found.get())
                    ? new GrantAnswer.Given(found.get())
                    : new GrantAnswer.Declined(GrantAnswer.REPEAT, decline.status());
        });
    }

    /** Whether this very claim was granted, and not an earlier one of the same id; see {@link Claim#time}. */
    private static boolean isOf(GrantCouponRequest request, Coupon coupon) {
        return !request.hasStartTime() || request.getStartTime().equals(coupon.getStartTime());
    }

    /** Asks whether loyalty-service would take this coupon from anybody; fails with its refusal if not. */
    public CompletionStage<GrantCouponResponse> tryOut(GrantCouponRequest request) {
        return Futures.of(
                timed().grantCoupon(request.toBuilder().setValidateOnly(true).build()));
    }

    @Override
    public CompletionStage<ReturnAnswer> takeBack(CampaignId id, Claim claim) {
        return takeBack(
                new CustomerId(id.program(), claim.customer()),
                claim.id(),
                "its claim fell back",
                claim.pointsPrice() > 0);
    }

    /** Takes a coupon back by hand. */
    public CompletionStage<ReturnAnswer> takeBack(
            CustomerId customer, String couponId, String reason, boolean restorePoints) {
        RevokeCouponRequest request = RevokeCouponRequest.newBuilder()
                .setCustomer(customer.name())
                .setRequestId(couponId + "-back")
                .setCouponId(couponId)
                .setReason(reason)
                .setRestorePoints(restorePoints)
                .build();
        return Futures.of(timed().revokeCoupon(request)).handle((response, failure) -> returned(failure));
    }

    private static ReturnAnswer returned(@Nullable Throwable failure) {
        if (failure == null) {
            return ReturnAnswer.RETURNED;
        }
        return Declines.of(failure)
                .map(decline -> switch (decline.reason()) {
                    case "COUPON_REDEEMED" -> ReturnAnswer.REDEEMED;
                    case "COUPON_RESERVED" -> ReturnAnswer.RESERVED;
                    case "COUPON_REVOKED", "COUPON_EXPIRED", "COUPON_NOT_FOUND", "CUSTOMER_NOT_FOUND" ->
                        ReturnAnswer.RETURNED;
                    default -> ReturnAnswer.UNANSWERED;
                })
                .orElse(ReturnAnswer.UNANSWERED);
    }

    /**
     * A customer's coupon of this id, or that of the customer whom this one was merged into; nothing if there is none. Fails when
     * loyalty-service does not answer.
     */
    public CompletionStage<Optional<Coupon>> find(CustomerId customer, String couponId) {
        GetCouponRequest request = GetCouponRequest.newBuilder()
                .setCustomer(customer.name())
                .setCouponId(couponId)
                .build();
        return Futures.of(timed().getCoupon(request))
                .thenApply(response -> Optional.of(response.getCoupon()))
                .exceptionallyCompose(failure -> Declines.of(failure)
                        .flatMap(decline -> found(decline, couponId))
                        .orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    /** What a refusal comes to: nothing is there, or it may be with another customer; nothing when it says neither. */
    private Optional<CompletionStage<Optional<Coupon>>> found(Decline decline, String couponId) {
        CustomerId target = CustomerId.parse(decline.mergedInto());
        if (target != null) {
            // Nobody is merged into a customer that was merged away, so this ends.
            return Optional.of(find(target, couponId));
        }
        return decline.reason().endsWith("_NOT_FOUND")
                ? Optional.of(CompletableFuture.completedFuture(Optional.empty()))
                : Optional.empty();
    }

    private CouponServiceFutureStub timed() {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
