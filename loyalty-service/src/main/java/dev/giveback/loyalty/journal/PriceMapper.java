package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredInputs;
import dev.giveback.journal.v1.StoredPrice;
import dev.giveback.journal.v1.StoredUnusedCoupon;
import dev.giveback.loyalty.domain.Change.Inputs;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.Facts.CustomerFacts;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.Price.PointsShare;
import dev.giveback.loyalty.domain.UnusedCoupon;
import dev.giveback.loyalty.domain.pricing.Pricing.Cut;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What of an order's price its lines do not tell, between the domain and its stored form. */
final class PriceMapper {
    private static final String REASON = "UNUSED_COUPON_REASON_";

    private PriceMapper() {}

    static StoredPrice toProto(Price price) {
        StoredPrice.Builder stored = StoredPrice.newBuilder()
                .setShippingMinor(price.shipping())
                .setShippingDiscountMinor(price.shippingDiscount())
                .setShippingPointsValueMinor(price.shippingPointsValue())
                .setPointsRedeemed(price.pointsRedeemed())
                .setPointsValueMinor(price.pointsValue())
                .setPointsNotNeeded(price.pointsNotNeeded())
                .addAllSpent(Parts.spentToProto(price.spent()))
                .setPointsReleased(price.pointsReleased());
        for (PointsShare share : price.pointsByLine()) {
            stored.addLinePoints(share.points()).addLinePointsValueMinor(share.value());
        }
        price.coupons().forEach(use -> stored.addCoupons(toProto(use)));
        price.unused().forEach(unused -> stored.addUnused(toProto(unused)));
        return stored.build();
    }

    static Price toDomain(StoredPrice stored) {
        List<PointsShare> shares = new ArrayList<>(stored.getLinePointsCount());
        for (int i = 0; i < stored.getLinePointsCount(); i++) {
            shares.add(new PointsShare(stored.getLinePoints(i), stored.getLinePointsValueMinor(i)));
        }
        return new Price(
                stored.getShippingMinor(),
                stored.getShippingDiscountMinor(),
                stored.getShippingPointsValueMinor(),
                shares,
                stored.getCouponsList().stream().map(PriceMapper::toDomain).toList(),
                stored.getUnusedList().stream().map(PriceMapper::toDomain).toList(),
                stored.getPointsRedeemed(),
                stored.getPointsValueMinor(),
                stored.getPointsNotNeeded(),
                Parts.spent(stored.getSpentList()),
                stored.getPointsReleased());
    }

    private static StoredCouponUse toProto(CouponUse use) {
        StoredCouponUse.Builder stored = StoredCouponUse.newBuilder()
                .setCouponId(use.couponId())
                .setCampaign(use.campaign())
                .setCampaignVersion(use.campaignVersion())
                .setCode(use.code())
                .setShippingDiscountMinor(use.shippingDiscount())
                .setPoints(use.points())
                .setMultiplierPercent(use.multiplierPercent())
                .addAllBoostedLines(use.boostedLines())
                .setStartMillis(use.start().toEpochMilli())
                .setRedeemedBefore(use.redeemedBefore());
        use.cuts().forEach(cut -> stored.addCutLines(cut.line()).addCutMinor(cut.amount()));
        if (use.gift() != null) {
            stored.setGift(TermsMapper.gift(use.gift()));
        }
        return stored.build();
    }

    private static CouponUse toDomain(StoredCouponUse stored) {
        List<Cut> cuts = new ArrayList<>(stored.getCutLinesCount());
        for (int i = 0; i < stored.getCutLinesCount(); i++) {
            cuts.add(new Cut(stored.getCutLines(i), stored.getCutMinor(i)));
        }
        return new CouponUse(
                stored.getCouponId(),
                stored.getCampaign(),
                stored.getCampaignVersion(),
                stored.getCode(),
                cuts,
                stored.getShippingDiscountMinor(),
                stored.getPoints(),
                stored.getMultiplierPercent(),
                stored.getBoostedLinesList(),
                stored.hasGift() ? TermsMapper.gift(stored.getGift()) : null,
                Parts.instant(stored.getStartMillis()),
                stored.getRedeemedBefore());
    }

    private static StoredUnusedCoupon toProto(UnusedCoupon unused) {
        return StoredUnusedCoupon.newBuilder()
                .setCouponId(unused.couponId())
                .setCode(unused.code())
                .setReason(UnusedCouponReason.valueOf(REASON + unused.reason().name()))
                .setMessage(unused.message())
                .setRequired(unused.required())
                .setAvailable(unused.available())
                .build();
    }

    private static UnusedCoupon toDomain(StoredUnusedCoupon stored) {
        return new UnusedCoupon(
                stored.getCouponId(),
                stored.getCode(),
                UnusedReason.valueOf(stored.getReason().name().replace(REASON, "")),
                stored.getMessage(),
                stored.getRequired(),
                stored.getAvailable());
    }

    static StoredInputs toProto(Inputs inputs) {
        return StoredInputs.newBuilder()
                .setTierId(inputs.customer().tier())
                .setMember(inputs.customer().member())
                .setOrderCount(inputs.customer().orderCount())
                .setPoints(inputs.customer().points())
                .setLocalMillis(inputs.localTime().toInstant(ZoneOffset.UTC).toEpochMilli())
                .build();
    }

    static Inputs toDomain(StoredInputs stored) {
        return new Inputs(
                new CustomerFacts(stored.getTierId(), stored.getMember(), stored.getOrderCount(), stored.getPoints()),
                LocalDateTime.ofInstant(Instant.ofEpochMilli(stored.getLocalMillis()), ZoneOffset.UTC));
    }
}
