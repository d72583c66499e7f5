package dev.giveback.loyalty.domain.pricing;

import dev.giveback.loyalty.domain.pricing.Benefit.AmountOff;
import dev.giveback.loyalty.domain.pricing.Benefit.FixedPrice;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeItem;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeShipping;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PercentOff;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import dev.giveback.loyalty.domain.pricing.Benefit.Scope;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What one coupon takes off what its eligible lines, or the shipping, still cost. */
final class Discount {
    private Discount() {}

    /** What it takes off altogether, within its limit. Does not spread it, because a search need not. */
    static long total(Candidate coupon, long[] left, long shippingLeft) {
        long whole = coupon.benefit() instanceof FreeShipping ? shippingLeft : wholeOfLines(coupon, coupon.costs(left));
        return Math.min(whole, coupon.terms().limit());
    }

    private static long wholeOfLines(Candidate coupon, long[] costs) {
        return isOfOrder(coupon.benefit())
                ? ofOrder(coupon.benefit(), Exact.sum(costs))
                : Exact.sum(byLine(coupon, costs));
    }

    /**
     * What it takes off each eligible line, in their order.
     *
     * @param total as {@link #total} gave it
     */
    static long[] spread(Candidate coupon, long[] left, long total) {
        long[] costs = coupon.costs(left);
        long[] uncut = isOfOrder(coupon.benefit())
                ? Exact.spread(ofOrder(coupon.benefit(), Exact.sum(costs)), costs)
                : byLine(coupon, costs);
        return Exact.sum(uncut) > total ? Exact.spread(total, uncut) : uncut;
    }

    private static boolean isOfOrder(Benefit benefit) {
        return switch (benefit) {
            case PercentOff percent -> percent.scope() == Scope.ORDER;
            case AmountOff amount -> amount.scope() == Scope.ORDER;
            case FixedPrice f -> false;
            case FreeItem f -> false;
            case FreeShipping f -> false;
            case PointsMultiplier p -> false;
            case Gift g -> false;
        };
    }

    private static long ofOrder(Benefit benefit, long cost) {
        return switch (benefit) {
            case PercentOff percent -> Exact.multiplyDivide(cost, percent.basisPoints(), Benefit.FULL_BASIS_POINTS);
            case AmountOff amount -> Math.min(amount.amount(), cost);
            default -> throw new IllegalArgumentException("benefit: " + benefit + " (expected: one of the order)");
        };
    }

    private static long[] byLine(Candidate coupon, long[] costs) {
        long[] quantities = coupon.quantities();
        return switch (coupon.benefit()) {
            case PercentOff percent -> percent(percent, costs, quantities);
            case AmountOff amount -> amount(amount, costs, quantities);
            case FixedPrice fixed -> fixed(fixed, costs, quantities);
            case FreeItem free -> free(free, costs, quantities);
            case FreeShipping none -> new long[costs.length];
            case PointsMultiplier none -> new long[costs.length];
            case Gift none -> new long[costs.length];
        };
    }

    private static long[] percent(PercentOff percent, long[] costs, long[] quantities) {
        long[] off = new long[costs.length];
        for (int i = 0; i < off.length; i++) {
            long parts = percent.scope() == Scope.ITEM ? quantities[i] : 1;
            off[i] = parts
                    * Exact.multiplyDivide(
                            costs[i], percent.basisPoints(), Math.multiplyExact(parts, Benefit.FULL_BASIS_POINTS));
        }
        return off;
    }

    private static long[] amount(AmountOff amount, long[] costs, long[] quantities) {
        long[] off = new long[costs.length];
        for (int i = 0; i < off.length; i++) {
            long parts = amount.scope() == Scope.ITEM ? quantities[i] : 1;
            off[i] = Math.min(costs[i], Exact.multiplyDivide(amount.amount(), parts, 1));
        }
        return off;
    }

    /** n items that cost more than the price cost n × the price: off goes floor(n × cost ÷ quantity) − n × price. */
    private static long[] fixed(FixedPrice fixed, long[] costs, long[] quantities) {
        long[] off = new long[costs.length];
        long missing = fixed.maxQuantity() == 0 ? Long.MAX_VALUE : fixed.maxQuantity();
        for (int i : byItemPrice(costs, quantities, true)) {
            long items = Math.min(missing, quantities[i]);
            if (items == 0 || Exact.compareProducts(costs[i], 1, quantities[i], fixed.unitPrice()) <= 0) {
                break;
            }
            off[i] = Exact.multiplyDivide(costs[i], items, quantities[i]) - items * fixed.unitPrice();
            missing -= items;
        }
        return off;
    }

    private static long[] free(FreeItem free, long[] costs, long[] quantities) {
        long[] off = new long[costs.length];
        long missing = free.quantity();
        for (int i : byItemPrice(costs, quantities, false)) {
            if (costs[i] > 0) {
                long items = Math.min(missing, quantities[i]);
                off[i] = Exact.multiplyDivide(costs[i], items, quantities[i]);
                missing -= items;
            }
        }
        return off;
    }

    /** The places by what one item costs; of equal ones the first line first. */
    private static int[] byItemPrice(long[] costs, long[] quantities, boolean isDearestFirst) {
        Comparator<Integer> cheapest =
                (i, j) -> Exact.compareProducts(costs[i], quantities[j], costs[j], quantities[i]);
        return IntStream.range(0, costs.length)
                .boxed()
                .sorted(isDearestFirst ? cheapest.reversed() : cheapest)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
