package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CouponGranted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.Command.RevokeCoupon;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Unchanged;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the granting and taking back of coupons. */
record CouponJudgement(Judgement judgement) {

    Decision of(GrantCoupon grant) {
        Customer customer = judgement.customer();
        if (grant.pointsPrice() > 0 && !customer.exists()) {
            return Judgement.customerNotFound();
        }
        Long content = customer.coupons().content(grant.couponId());
        if (content != null) {
            return content == grant.content()
                    ? new Unchanged()
                    : Judgement.rejected(
                            Reason.COUPON_EXISTS,
                            "coupon_id: the customer has, or had, another coupon " + grant.couponId());
        }
        Refusal malformed = Shape.ofTimes(grant.start() == null ? now() : grant.start(), grant.expires());
        if (malformed != null) {
            return new Rejected(malformed);
        }
        if (customer.coupons().liveCount(now(), customer.reservations().coupons(now())) >= Limits.MAX_LIVE_COUPONS) {
            return Judgement.rejected(Reason.TOO_MANY_COUPONS, "customer: has " + Limits.MAX_LIVE_COUPONS + " coupons");
        }
        List<LotUse> uses = customer.lots().spend(grant.pointsPrice(), now(), customer.held(now()));
        if (LotUse.sum(uses) < grant.pointsPrice()) {
            return Judgement.insufficient(grant.pointsPrice(), LotUse.sum(uses));
        }
        return judgement.accepted(
                grant.request(), new CouponGranted(coupon(grant, customer.lots().spent(uses))), null);
    }

    private Coupon coupon(GrantCoupon grant, List<SpentLot> spent) {
        Instant start = grant.start() == null ? now() : grant.start().truncatedTo(ChronoUnit.MILLIS);
        return new Coupon(
                grant.couponId(),
                grant.campaign(),
                grant.campaignVersion(),
                grant.terms(),
                now(),
                start,
                grant.expires() == null ? null : grant.expires().truncatedTo(ChronoUnit.MILLIS),
                grant.code(),
                spent,
                grant.content(),
                null,
                false,
                false);
    }

    Decision of(RevokeCoupon revoke) {
        Customer customer = judgement.customer();
        if (!customer.exists()) {
            return Judgement.customerNotFound();
        }
        Coupon coupon = customer.coupons().find(revoke.couponId(), now());
        if (coupon == null) {
            return Judgement.rejected(
                    Reason.COUPON_NOT_FOUND, "coupon_id: the customer has no coupon " + revoke.couponId());
        }
        Rejected rejected = refusal(coupon);
        if (rejected != null) {
            return rejected;
        }
        Restoration restoration = null;
        if (revoke.restorePoints() && !coupon.spent().isEmpty()) {
            RestoredPoints points = RestoredPoints.of(judgement, coupon.spent(), coupon.id(), now());
            restoration = new Restoration(false, points.lots(), points.owedPaid(), List.of());
        }
        return judgement.accepted(
                revoke.request(),
                new CouponRevoked(coupon.id(), revoke.reason(), restoration, coupon.origin(coupon.isUsed())),
                null);
    }

    private @Nullable Rejected refusal(Coupon coupon) {
        String name = "coupon_id: " + coupon.id();
        return switch (judgement.customer().state(coupon, now())) {
            case AVAILABLE -> null;
            case REDEEMED -> Judgement.rejected(Reason.COUPON_REDEEMED, name + " was redeemed");
            case RESERVED -> Judgement.rejected(Reason.COUPON_RESERVED, name + " is reserved by an order");
            case EXPIRED -> Judgement.rejected(Reason.COUPON_EXPIRED, name + " has expired");
            case REVOKED -> Judgement.rejected(Reason.COUPON_REVOKED, name + " was taken back");
        };
    }

    private Instant now() {
        return judgement.now();
    }
}
