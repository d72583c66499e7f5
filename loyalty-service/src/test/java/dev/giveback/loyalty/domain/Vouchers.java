package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.loyalty.domain.pricing.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Coupons, carts and a program that takes points, for tests. */
final class Vouchers {
    /** One point a pound, a point is worth a penny; 30 days of grace for what is given back. */
    static final Program PROGRAM = with(new RefundRules(0, Shortfall.CLAMP, 30));

    private Vouchers() {}

    static Program with(RefundRules refunds) {
        Program plain = Programs.PLAIN;
        return new Program(
                plain.id(),
                plain.version(),
                plain.currency(),
                plain.zone(),
                plain.earning(),
                plain.tiers(),
                plain.lots(),
                refunds,
                plain.holdTimeToLive(),
                0,
                new RedemptionRules(1, 1, 0, 100));
    }

    static Program expiring(int days) {
        Program plain = PROGRAM;
        return new Program(
                plain.id(),
                plain.version(),
                plain.currency(),
                plain.zone(),
                plain.earning(),
                plain.tiers(),
                new LotRules(0, days),
                plain.refunds(),
                plain.holdTimeToLive(),
                0,
                plain.redemption());
    }

    static CouponTerms terms(Benefit benefit, String stackingClass) {
        return new CouponTerms("", benefit, Selection.ALL, "", "", 0, 0, stackingClass, 0, false, true);
    }

    static GrantCoupon grant(Request request, String id, Benefit benefit, @Nullable Instant expires, long price) {
        return new GrantCoupon(request, id, "", 0, terms(benefit, id), null, expires, "", price, id.hashCode());
    }

    /** Ten percent off, for ever. */
    static GrantCoupon tenPercent(Request request, String id) {
        return grant(request, id, new Benefit.PercentOff(1_000, Benefit.Scope.ORDER), null, 0);
    }

    static Cart cart(long shipping, List<String> coupons, long points, Object... quantitiesAndPence) {
        List<Command.CompleteCheckout.Line> lines = new ArrayList<>();
        for (int i = 0; i < quantitiesAndPence.length; i += 2) {
            lines.add(Scenario.line("p" + i / 2, (Integer) quantitiesAndPence[i], (Integer) quantitiesAndPence[i + 1]));
        }
        return new Cart(lines, shipping, coupons, List.of(), points == 0 ? null : new PointsPayment.Points(points));
    }
}
