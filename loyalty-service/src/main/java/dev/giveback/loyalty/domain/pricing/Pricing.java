package dev.giveback.loyalty.domain.pricing;

import java.util.List;

/**
 * A priced basket: total = list total + shipping − discounts − points value, and each line's net = amount − its discounts − its points
 * value. All amounts are minor units.
 *
 * @param lines in the basket's order
 * @param shippingDiscount what coupons took off the shipping
 * @param shippingPointsValue what of the points' value paid for the shipping
 * @param used in the order in which they were applied
 * @param unused those that the basket gave a reason not to use, in the order in which they were offered
 */
public record Pricing(
        List<Line> lines,
        long shippingDiscount,
        long shippingPointsValue,
        List<Used> used,
        List<Unused> unused,
        Payment payment,
        long listTotal,
        long discountTotal,
        long total) {
    public Pricing {
        lines = List.copyOf(lines);
        used = List.copyOf(used);
        unused = List.copyOf(unused);
    }

    /** What a line costs: its discount by all coupons together, the points that paid for it with their value, and the rest in money. */
    public record Line(long discount, long pointsValue, long points, long net) {}

    /**
     * A coupon that is used.
     *
     * @param cuts what it took off lines: more than zero each
     * @param shippingDiscount what it took off the shipping
     * @param boostedLines places, from 0, of the lines whose points it multiplies; empty for any other benefit
     */
    public record Used(
            String couponId, Benefit benefit, List<Cut> cuts, long shippingDiscount, List<Integer> boostedLines) {
        public Used {
            cuts = List.copyOf(cuts);
            boostedLines = List.copyOf(boostedLines);
        }

        /** What it took off, shipping included. */
        public long discount() {
            long discount = shippingDiscount;
            for (Cut cut : cuts) {
                discount += cut.amount();
            }
            return discount;
        }
    }

    /** What a coupon took off the line of this place, from 0. */
    public record Cut(int line, long amount) {}

    /**
     * A coupon that is not used.
     *
     * @param message names the rule, for people
     * @param required what the rule asks for, where it is a number; else 0
     * @param available what there is
     */
    public record Unused(String couponId, UnusedReason reason, String message, long required, long available) {}

    /**
     * What points pay.
     *
     * @param points redeemed
     * @param value what they pay
     * @param notNeeded of those asked for
     * @param problems what forbids it, in order of precedence; the price is told as if it were allowed
     */
    public record Payment(long points, long value, long notNeeded, List<Problem> problems) {
        /** None. */
        public static final Payment NONE = new Payment(0, 0, 0, List.of());

        public Payment {
            problems = List.copyOf(problems);
        }
    }

    /** Why points cannot pay as asked, with what is required and what there is. */
    public record Problem(Kind kind, long required, long available) {
        /** What is wrong. */
        public enum Kind {
            /** Points pay for nothing here. */
            NO_REDEMPTION,
            /** Fewer points than one checkout must redeem: points. */
            TOO_FEW_POINTS,
            /** More than the allowed share of the order: minor units. */
            TOO_LARGE_SHARE,
            /** Fewer points than are needed: points. */
            INSUFFICIENT_POINTS
        }
    }
}
