package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Price.PointsShare;
import dev.giveback.loyalty.domain.pricing.Pricing.Cut;
import java.util.ArrayList;
import java.util.List;

/** The price of a part of a reserved order: of each amount of a line, c of q items have floor(amount × c ÷ q). The shipping is whole. */
final class PartOfPrice {
    private PartOfPrice() {}

    static Price of(Price whole, CheckoutCompleted order, long[] quantities) {
        List<PointsShare> pointsByLine = new ArrayList<>(whole.pointsByLine().size());
        long points = whole.shippingPoints();
        long value = whole.shippingPointsValue();
        for (int i = 0; i < whole.pointsByLine().size(); i++) {
            PointsShare share = whole.pointsByLine().get(i);
            long quantity = order.lines().get(i).quantity();
            PointsShare part = new PointsShare(
                    Order.share(share.points(), quantities[i], quantity),
                    Order.share(share.value(), quantities[i], quantity));
            pointsByLine.add(part);
            points += part.points();
            value += part.value();
        }
        List<SpentLot> spent = first(points, whole.spent());
        return new Price(
                whole.shipping(),
                whole.shippingDiscount(),
                whole.shippingPointsValue(),
                pointsByLine,
                whole.coupons().stream()
                        .map(use -> use.with(cuts(use, order, quantities)))
                        .toList(),
                whole.unused(),
                points,
                value,
                whole.pointsNotNeeded(),
                spent,
                whole.pointsRedeemed() - points);
    }

    private static List<Cut> cuts(CouponUse use, CheckoutCompleted order, long[] quantities) {
        List<Cut> cuts = new ArrayList<>(use.cuts().size());
        for (Cut cut : use.cuts()) {
            long quantity = order.lines().get(cut.line()).quantity();
            long amount = Order.share(cut.amount(), quantities[cut.line()], quantity);
            if (amount > 0) {
                cuts.add(new Cut(cut.line(), amount));
            }
        }
        return cuts;
    }

    /** The first so many points, which are those that expire first. */
    private static List<SpentLot> first(long points, List<SpentLot> spent) {
        List<SpentLot> first = new ArrayList<>();
        long missing = points;
        for (SpentLot lot : spent) {
            long taken = Math.min(missing, lot.points());
            if (taken > 0) {
                first.add(new SpentLot(lot.lotId(), taken, lot.expires()));
                missing -= taken;
            }
        }
        return first;
    }
}
