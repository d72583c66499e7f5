package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredCoupon;
import dev.giveback.journal.v1.StoredCouponOrigin;
import dev.giveback.journal.v1.StoredExpiredCoupon;
import dev.giveback.journal.v1.StoredRestoration;
import dev.giveback.journal.v1.StoredReturnedCoupon;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.Change.ReturnedCoupon;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CouponOrigin;
import dev.giveback.loyalty.domain.ExpiredCoupon;

/** Coupons, and what is given back, between the domain and their stored form. */
final class CouponMapper {
    private CouponMapper() {}

    static StoredCoupon toProto(Coupon coupon) {
        StoredCoupon.Builder stored = StoredCoupon.newBuilder()
                .setCouponId(coupon.id())
                .setCampaign(coupon.campaign())
                .setCampaignVersion(coupon.campaignVersion())
                .setTerms(TermsMapper.toProto(coupon.terms()))
                .setGrantedMillis(coupon.granted().toEpochMilli())
                .setStartMillis(coupon.start().toEpochMilli())
                .setExpiresMillis(Parts.millis(coupon.expires()))
                .setCode(coupon.code())
                .addAllSpent(Parts.spentToProto(coupon.spent()))
                .setContentFingerprint(coupon.content())
                .setUsed(coupon.isUsed())
                .setExpiryRecorded(coupon.isExpiryRecorded());
        if (coupon.end() != null) {
            stored.setEndedMillis(coupon.end().time().toEpochMilli())
                    .setOrderId(coupon.end().orderId());
        }
        return stored.build();
    }

    static Coupon toDomain(StoredCoupon stored) {
        return new Coupon(
                stored.getCouponId(),
                stored.getCampaign(),
                stored.getCampaignVersion(),
                TermsMapper.toDomain(stored.getTerms()),
                Parts.instant(stored.getGrantedMillis()),
                Parts.instant(stored.getStartMillis()),
                Parts.orNull(stored.getExpiresMillis()),
                stored.getCode(),
                Parts.spent(stored.getSpentList()),
                stored.getContentFingerprint(),
                stored.getEndedMillis() == 0
                        ? null
                        : new Coupon.End(Parts.instant(stored.getEndedMillis()), stored.getOrderId()),
                stored.getUsed(),
                stored.getExpiryRecorded());
    }

    static StoredRestoration toProto(Restoration restoration) {
        StoredRestoration.Builder stored = StoredRestoration.newBuilder()
                .setShipping(restoration.isShipping())
                .setOwedPaid(restoration.owedPaid());
        restoration.lots().forEach(lot -> stored.addLots(Parts.toProto(lot)));
        restoration.coupons().forEach(coupon -> stored.addCoupons(toProto(coupon)));
        return stored.build();
    }

    private static StoredReturnedCoupon toProto(ReturnedCoupon coupon) {
        StoredReturnedCoupon.Builder stored = StoredReturnedCoupon.newBuilder()
                .setCouponId(coupon.couponId())
                .setExpiresMillis(Parts.millis(coupon.expires()))
                .setDiscountMinor(coupon.discount());
        if (coupon.origin() != null) {
            stored.setOrigin(toProto(coupon.origin()));
        }
        return stored.build();
    }

    static Restoration toDomain(StoredRestoration stored) {
        return new Restoration(
                stored.getShipping(),
                stored.getLotsList().stream().map(Parts::toDomain).toList(),
                stored.getOwedPaid(),
                stored.getCouponsList().stream()
                        .map(coupon -> new ReturnedCoupon(
                                coupon.getCouponId(),
                                Parts.orNull(coupon.getExpiresMillis()),
                                coupon.hasOrigin() ? toDomain(coupon.getOrigin()) : null,
                                coupon.getDiscountMinor()))
                        .toList());
    }

    static StoredCouponOrigin toProto(CouponOrigin origin) {
        return StoredCouponOrigin.newBuilder()
                .setCampaign(origin.campaign())
                .setCampaignVersion(origin.campaignVersion())
                .setCode(origin.code())
                .setStartMillis(origin.start().toEpochMilli())
                .setRedeemedBefore(origin.redeemedBefore())
                .build();
    }

    static CouponOrigin toDomain(StoredCouponOrigin stored) {
        return new CouponOrigin(
                stored.getCampaign(),
                stored.getCampaignVersion(),
                stored.getCode(),
                Parts.instant(stored.getStartMillis()),
                stored.getRedeemedBefore());
    }

    static StoredExpiredCoupon toProto(ExpiredCoupon expired) {
        StoredExpiredCoupon.Builder stored = StoredExpiredCoupon.newBuilder().setCouponId(expired.couponId());
        if (expired.origin() != null) {
            stored.setOrigin(toProto(expired.origin()));
        }
        return stored.build();
    }

    static ExpiredCoupon toDomain(StoredExpiredCoupon stored) {
        return new ExpiredCoupon(stored.getCouponId(), stored.hasOrigin() ? toDomain(stored.getOrigin()) : null);
    }
}
