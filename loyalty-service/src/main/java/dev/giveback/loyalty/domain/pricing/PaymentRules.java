package dev.giveback.loyalty.domain.pricing;

import dev.giveback.loyalty.domain.pricing.PointsPayment.Maximum;
import dev.giveback.loyalty.domain.pricing.PointsPayment.Points;
import dev.giveback.loyalty.domain.pricing.PointsPayment.Value;
import dev.giveback.loyalty.domain.pricing.Pricing.Payment;
import dev.giveback.loyalty.domain.pricing.Pricing.Problem;
import dev.giveback.loyalty.domain.pricing.Pricing.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What points pay of what is due. They never pay more than that, and of points that would be worth the same amount only the fewest
 * are redeemed: what is not needed stays with the customer.
 */
final class PaymentRules {
    private PaymentRules() {}

    /**
     * What points pay.
     *
     * @param due what the order costs after its discounts, shipping included
     * @param available points that can be spent
     */
    static Payment of(@Nullable PointsPayment asked, @Nullable RedemptionRules rules, long due, long available) {
        if (asked == null) {
            return Payment.NONE;
        }
        if (rules == null) {
            return new Payment(0, 0, 0, List.of(new Problem(Kind.NO_REDEMPTION, 0, 0)));
        }
        return switch (asked) {
            case Points number -> asked(number.points(), rules, due, available);
            case Value value -> asked(rules.pointsFor(value.minor()), rules, due, available);
            case Maximum maximum -> most(rules, due, available);
        };
    }

    private static Payment asked(long points, RedemptionRules rules, long due, long available) {
        long value = Math.min(rules.worth(points), due);
        long needed = rules.pointsFor(value);
        List<Problem> problems = new ArrayList<>();
        if (needed > 0 && needed < rules.minPoints()) {
            problems.add(new Problem(Kind.TOO_FEW_POINTS, rules.minPoints(), needed));
        }
        if (value > allowed(rules, due)) {
            problems.add(new Problem(Kind.TOO_LARGE_SHARE, value, allowed(rules, due)));
        }
        if (needed > available) {
            problems.add(new Problem(Kind.INSUFFICIENT_POINTS, needed, available));
        }
        return new Payment(needed, value, points - needed, problems);
    }

    private static Payment most(RedemptionRules rules, long due, long available) {
        long allowed = allowed(rules, due);
        // Of points that are worth more than one minor unit each, the last may be worth more than is due; then it pays
        // the rest.
        long points = Math.min(available, rules.pointsFor(allowed));
        boolean isTooMuch = allowed < due && rules.worth(points) > allowed;
        long value = Math.min(rules.worth(isTooMuch ? points - 1 : points), due);
        long needed = rules.pointsFor(value);
        return needed < rules.minPoints() ? Payment.NONE : new Payment(needed, value, 0, List.of());
    }

    private static long allowed(RedemptionRules rules, long due) {
        return Exact.multiplyDivide(due, rules.maxPercent(), 100);
    }
}
