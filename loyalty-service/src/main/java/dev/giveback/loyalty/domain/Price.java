package dev.giveback.loyalty.domain;

import java.util.List;

/**
 * What of an order's price its lines do not tell: shipping, coupons and points. An order of lines alone has none. Amounts are minor units.
 *
 * @param shipping at list price
 * @param pointsByLine what points paid of each line; empty when they paid nothing
 * @param coupons used, in the order in which they were applied
 * @param unused asked for and not used
 * @param pointsNotNeeded of those asked for
 * @param spent lots of the points redeemed; of a reservation, set aside
 * @param pointsReleased of a reservation, when it was confirmed in part
 */
public record Price(
        long shipping,
        long shippingDiscount,
        long shippingPointsValue,
        List<PointsShare> pointsByLine,
        List<CouponUse> coupons,
        List<UnusedCoupon> unused,
        long pointsRedeemed,
        long pointsValue,
        long pointsNotNeeded,
        List<SpentLot> spent,
        long pointsReleased) {
    public Price {
        pointsByLine = List.copyOf(pointsByLine);
        coupons = List.copyOf(coupons);
        unused = List.copyOf(unused);
        spent = List.copyOf(spent);
        Limits.atLeast(0, shipping, "shipping");
        Limits.atLeast(0, pointsRedeemed, "pointsRedeemed");
    }

    /** Points that paid for a line, and their value. */
    public record PointsShare(long points, long value) {}

    /** What coupons took off lines and shipping. */
    public long discountTotal() {
        return coupons.stream().mapToLong(CouponUse::discount).sum();
    }

    /** What the shipping costs in money. */
    public long shippingPaid() {
        return shipping - shippingDiscount - shippingPointsValue;
    }

    /** Points that paid for the shipping. */
    public long shippingPoints() {
        long points = pointsRedeemed;
        for (PointsShare share : pointsByLine) {
            points -= share.points();
        }
        return points;
    }

    /** Takes from the list prices of the lines what coupons and points paid of them. */
    void takeFrom(long[] amounts) {
        for (CouponUse coupon : coupons) {
            coupon.cuts().forEach(cut -> amounts[cut.line()] -= cut.amount());
        }
        for (int i = 0; i < pointsByLine.size(); i++) {
            amounts[i] -= pointsByLine.get(i).value();
        }
    }

    /** The same amounts, without the lots and coupons that were used. */
    Price withoutUses() {
        return new Price(
                shipping,
                shippingDiscount,
                shippingPointsValue,
                pointsByLine,
                coupons.stream().map(CouponUse::unheld).toList(),
                unused,
                pointsRedeemed,
                pointsValue,
                pointsNotNeeded,
                List.of(),
                pointsReleased);
    }

    Price withCoupons(List<CouponUse> others) {
        return new Price(
                shipping,
                shippingDiscount,
                shippingPointsValue,
                pointsByLine,
                others,
                unused,
                pointsRedeemed,
                pointsValue,
                pointsNotNeeded,
                spent,
                pointsReleased);
    }
}
