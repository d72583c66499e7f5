package dev.giveback.loyalty.grpc;

import static dev.giveback.loyalty.grpc.AnswerMapper.balance;
import static dev.giveback.loyalty.grpc.AnswerMapper.timestamp;

import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.domain.Change.CouponGranted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.GrantCouponResponse;
import dev.giveback.loyalty.v1.LotUse;
import dev.giveback.loyalty.v1.RevokeCouponResponse;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Coupons, and what became of them, as they are published. */
final class CouponAnswers {
    private CouponAnswers() {}

    static GrantCouponResponse granted(CustomerEvent event, Currency currency) {
        Coupon coupon = ((CouponGranted) event.change()).coupon();
        GrantCouponResponse.Builder answer = GrantCouponResponse.newBuilder()
                .setCoupon(coupon(coupon, coupon.state(event.header().time(), false), null, currency))
                .setBalance(balance(event.header().balanceAfter()));
        addUses(coupon, answer);
        return answer.build();
    }

    /** The answer to a grant that came before; of a coupon that ended long ago only the id is known. */
    static GrantCouponResponse grantedBefore(Standing standing, String couponId) {
        GrantCouponResponse.Builder answer = GrantCouponResponse.newBuilder()
                .setBalance(balance(standing.customer().balance(standing.now())));
        Coupon coupon = standing.customer().coupons().byId().get(couponId);
        if (coupon == null) {
            answer.getCouponBuilder().setCouponId(couponId);
        } else {
            answer.setCoupon(coupon(coupon, standing));
            addUses(coupon, answer);
        }
        return answer.build();
    }

    private static void addUses(Coupon coupon, GrantCouponResponse.Builder answer) {
        for (SpentLot lot : coupon.spent()) {
            answer.addUses(LotUse.newBuilder().setLotId(lot.lotId()).setPoints(lot.points()));
        }
    }

    /** The coupon itself is not part of its event, so it is told by its id and its state. */
    static RevokeCouponResponse revoked(CustomerEvent event) {
        CouponRevoked revoked = (CouponRevoked) event.change();
        RevokeCouponResponse.Builder answer = RevokeCouponResponse.newBuilder()
                .setPointsRestored(
                        revoked.restoration() == null
                                ? 0
                                : revoked.restoration().points())
                .setBalance(balance(event.header().balanceAfter()));
        answer.getCouponBuilder().setCouponId(revoked.couponId()).setState(CouponState.COUPON_STATE_REVOKED);
        return answer.build();
    }

    /** A coupon as it stands. */
    static dev.giveback.loyalty.v1.Coupon coupon(Coupon coupon, Standing standing) {
        Instant now = standing.now();
        String reservedBy =
                standing.customer().reservations().orderByCoupon(now).get(coupon.id());
        return coupon(
                coupon,
                coupon.state(now, reservedBy != null),
                reservedBy,
                standing.program().currency());
    }

    private static dev.giveback.loyalty.v1.Coupon coupon(
            Coupon coupon, Coupon.State state, @Nullable String reservedBy, Currency currency) {
        dev.giveback.loyalty.v1.Coupon.Builder published = dev.giveback.loyalty.v1.Coupon.newBuilder()
                .setCouponId(coupon.id())
                .setCampaign(coupon.campaign())
                .setCampaignVersion(coupon.campaignVersion())
                .setTerms(TermsMapper.toProto(coupon.terms(), currency))
                .setGrantTime(timestamp(coupon.granted()))
                .setStartTime(timestamp(coupon.start()))
                .setState(state(state))
                .setCode(coupon.code())
                .setPointsPrice(SpentLot.sum(coupon.spent()));
        if (coupon.expires() != null) {
            published.setExpireTime(timestamp(coupon.expires()));
        }
        if (coupon.end() != null) {
            published.setOrderId(coupon.end().orderId());
        } else if (reservedBy != null) {
            published.setOrderId(reservedBy);
        }
        return published.build();
    }

    static CouponState state(Coupon.State state) {
        return switch (state) {
            case AVAILABLE -> CouponState.COUPON_STATE_AVAILABLE;
            case RESERVED -> CouponState.COUPON_STATE_RESERVED;
            case REDEEMED -> CouponState.COUPON_STATE_REDEEMED;
            case EXPIRED -> CouponState.COUPON_STATE_EXPIRED;
            case REVOKED -> CouponState.COUPON_STATE_REVOKED;
        };
    }
}
