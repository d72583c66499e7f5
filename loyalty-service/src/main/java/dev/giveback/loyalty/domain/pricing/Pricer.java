package dev.giveback.loyalty.domain.pricing;

import dev.giveback.loyalty.domain.pricing.Benefit.FreeShipping;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import dev.giveback.loyalty.domain.pricing.Pricing.Cut;
import dev.giveback.loyalty.domain.pricing.Pricing.Payment;
import dev.giveback.loyalty.domain.pricing.Pricing.Unused;
import dev.giveback.loyalty.domain.pricing.Pricing.Used;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices a basket: chooses the coupons that serve the customer best, applies them, and lets points pay for what is left. */
public final class Pricer {
    private final Basket basket;
    private final List<Offer> offers;
    private final PointsRate rate;

    private Pricer(Basket basket, List<Offer> offers, PointsRate rate) {
        this.basket = basket;
        this.offers = offers;
        this.rate = rate;
    }

    /**
     * Prices a basket.
     *
     * @param basket its amounts come to at most {@link Basket#MAX_TOTAL}
     * @param offers at most 10, of different ids
     * @param payment null for none
     * @param redemption null when points pay for nothing
     * @param availablePoints that can be spent
     * @param rate at which money earns, by which multipliers of points are compared
     */
    public static Pricing price(
            Basket basket,
            List<Offer> offers,
            @Nullable PointsPayment payment,
            @Nullable RedemptionRules redemption,
            long availablePoints,
            PointsRate rate) {
        return new Pricer(basket, offers, rate).priced(payment, redemption, availablePoints);
    }

    private Pricing priced(@Nullable PointsPayment asked, @Nullable RedemptionRules redemption, long availablePoints) {
        long[] amounts = basket.amounts();
        Eligibility eligibility = new Eligibility(basket, amounts, offers, rate);
        List<Candidate> candidates = eligibility.candidates;
        while (true) {
            int chosen = Choice.of(candidates, amounts, basket.shipping(), rate);
            Bill bill = new Bill(amounts, basket.shipping());
            for (int i = 0; i < candidates.size(); i++) {
                if ((chosen & 1 << i) != 0) {
                    bill.apply(candidates.get(i));
                }
            }
            Payment payment = PaymentRules.of(asked, redemption, bill.due(), availablePoints);
            bill.pay(payment);
            @Nullable Candidate useless = uselessMultiplier(candidates, chosen, bill);
            if (useless == null) {
                return bill.result(payment, unused(eligibility, chosen));
            }
            // Points pay for all that it would multiply the points of: the choice is made again without it.
            String id = useless.offer().couponId();
            eligibility.unused.put(id, Eligibility.noEffect(id, "points pay for what it would multiply the points of"));
            candidates.remove(useless);
        }
    }

    private @Nullable Candidate uselessMultiplier(List<Candidate> candidates, int chosen, Bill bill) {
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if ((chosen & 1 << i) != 0
                    && candidate.benefit() instanceof PointsMultiplier multiplier
                    && rate.added(Exact.sum(candidate.costs(bill.left)), multiplier.percent()) == 0) {
                return candidate;
            }
        }
        return null;
    }

    private List<Unused> unused(Eligibility eligibility, int chosen) {
        Map<String, Unused> unused = new HashMap<>(eligibility.unused);
        for (int i = 0; i < eligibility.candidates.size(); i++) {
            if ((chosen & 1 << i) == 0) {
                String id = eligibility.candidates.get(i).offer().couponId();
                unused.put(id, outdone(eligibility.candidates, chosen, i));
            }
        }
        return offers.stream()
                .map(offer -> unused.get(offer.couponId()))
                .filter(reason -> reason != null)
                .toList();
    }

    /** Why a coupon that is good by itself is not among the chosen. */
    private static Unused outdone(List<Candidate> candidates, int chosen, int place) {
        Candidate candidate = candidates.get(place);
        String id = candidate.offer().couponId();
        if (Choice.isAllowed(candidates, chosen | 1 << place)) {
            return Eligibility.noEffect(id, "beside the coupons that are used it takes nothing more off");
        }
        for (int i = 0; i < candidates.size(); i++) {
            if ((chosen & 1 << i) != 0 && candidates.get(i).classBit() == candidate.classBit()) {
                return new Unused(
                        id,
                        UnusedReason.CLASS_TAKEN,
                        "coupon " + candidates.get(i).offer().couponId() + " of its class serves the customer better",
                        0,
                        0);
            }
        }
        return new Unused(
                id,
                UnusedReason.EXCLUSIVE,
                candidate.terms().isExclusive()
                        ? "it can only be used alone, and others serve the customer better"
                        : "a coupon that can only be used alone serves the customer better",
                0,
                0);
    }

    /** What is left to pay while coupons and points are applied; it never leaves one pricing. */
    private static final class Bill {
        private final long[] amounts;
        private final long shipping;
        private final long[] left;
        private final long[] pointsValues;
        private final long[] points;
        private final List<Used> used = new ArrayList<>();
        private long shippingLeft;
        private long shippingDiscount;
        private long shippingPointsValue;

        Bill(long[] amounts, long shipping) {
            this.amounts = amounts;
            this.shipping = shipping;
            this.left = amounts.clone();
            this.shippingLeft = shipping;
            this.pointsValues = new long[amounts.length];
            this.points = new long[amounts.length];
        }

        long due() {
            return Math.addExact(Exact.sum(left), shippingLeft);
        }

        void apply(Candidate coupon) {
            long total = Discount.total(coupon, left, shippingLeft);
            boolean isShipping = coupon.benefit() instanceof FreeShipping;
            List<Cut> cuts = new ArrayList<>();
            if (isShipping) {
                shippingLeft -= total;
                shippingDiscount += total;
            } else {
                long[] parts = Discount.spread(coupon, left, total);
                for (int i = 0; i < parts.length; i++) {
                    if (parts[i] > 0) {
                        left[coupon.lines()[i]] -= parts[i];
                        cuts.add(new Cut(coupon.lines()[i], parts[i]));
                    }
                }
            }
            List<Integer> boosted = coupon.benefit() instanceof PointsMultiplier
                    ? Arrays.stream(coupon.lines()).boxed().toList()
                    : List.of();
            used.add(new Used(coupon.offer().couponId(), coupon.benefit(), cuts, isShipping ? total : 0, boosted));
        }

        /** Spreads the points' value over what lines and shipping still cost, and the points over what they paid. */
        void pay(Payment payment) {
            if (payment.points() == 0) {
                return;
            }
            long[] costs = Arrays.copyOf(left, left.length + 1);
            costs[left.length] = shippingLeft;
            long[] values = Exact.spread(payment.value(), costs);
            long[] shares = Exact.spread(payment.points(), values);
            for (int i = 0; i < left.length; i++) {
                left[i] -= values[i];
                pointsValues[i] = values[i];
                points[i] = shares[i];
            }
            shippingPointsValue = values[left.length];
            shippingLeft -= shippingPointsValue;
        }

        Pricing result(Payment payment, List<Unused> unused) {
            List<Pricing.Line> lines = new ArrayList<>(left.length);
            for (int i = 0; i < left.length; i++) {
                lines.add(
                        new Pricing.Line(amounts[i] - left[i] - pointsValues[i], pointsValues[i], points[i], left[i]));
            }
            long listTotal = Exact.sum(amounts);
            long total = due();
            return new Pricing(
                    lines,
                    shippingDiscount,
                    shippingPointsValue,
                    used,
                    unused,
                    payment,
                    listTotal,
                    listTotal + shipping - payment.value() - total,
                    total);
        }
    }
}
