package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Facts.LineFacts;
import dev.giveback.loyalty.domain.pricing.Basket;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.Offer;
import dev.giveback.loyalty.domain.pricing.PointsRate;
import dev.giveback.loyalty.domain.pricing.Pricer;
import dev.giveback.loyalty.domain.pricing.Pricing;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices the cart of one customer: which of the coupons asked for can be used at all, and what the pricing makes of them. */
final class CartPricing {
    private final Judgement judgement;
    private final String orderId;
    private final Cart cart;
    private final Facts facts;
    private final List<LineFacts> lines;
    private final Spendable spendable;

    /** Coupons that cannot be used, by id. */
    private final Map<String, UnusedCoupon> unusable = new HashMap<>();

    private final Map<String, OfferedCoupon> offeredByKey = new HashMap<>();

    CartPricing(
            Judgement judgement, String orderId, Cart cart, Facts facts, List<LineFacts> lines, Spendable spendable) {
        this.judgement = judgement;
        this.orderId = orderId;
        this.cart = cart;
        this.facts = facts;
        this.lines = lines;
        this.spendable = spendable;
    }

    /**
     * What came of it.
     *
     * @param total to be paid in money, in minor units
     */
    record Result(Price price, long total, List<Refusal> problems) {}

    Result result() {
        Pricing pricing = Pricer.price(
                basket(), offers(), cart.payment(), judgement.program().redemption(), spendable.points(), rate());
        return new Result(price(pricing), pricing.total(), PaymentProblems.of(pricing.payment()));
    }

    private Basket basket() {
        return new Basket(
                cart.lines().stream()
                        .map(line -> new Basket.Line(
                                line.product(),
                                line.category(),
                                line.quantity(),
                                line.unitPrice().minor()))
                        .toList(),
                cart.shipping());
    }

    private PointsRate rate() {
        EarningRules.Rate rate = judgement.program().earning().rate();
        return rate == null ? PointsRate.NONE : new PointsRate(rate.points(), rate.perMinor());
    }

    private List<Offer> offers() {
        Map<String, String> orderByCoupon = judgement.customer().reservations().orderByCoupon(judgement.now());
        List<Offer> offers = new ArrayList<>();
        for (String id : cart.couponIds()) {
            Coupon coupon = judgement.customer().coupons().find(id, judgement.now());
            UnusedReason reason = reasonAgainst(coupon, orderByCoupon.get(id));
            if (reason == null && coupon != null) {
                offers.add(offer(id, coupon.campaign(), coupon.campaignVersion(), coupon.terms()));
            } else if (reason != null) {
                String code = coupon == null ? "" : coupon.code();
                unusable.put(id, new UnusedCoupon(id, code, reason, messageOf(reason, id), 0, 0));
            }
        }
        for (OfferedCoupon offered : cart.offers()) {
            offeredByKey.put(offered.key(), offered);
            offers.add(offer(offered.key(), offered.campaign(), offered.campaignVersion(), offered.terms()));
        }
        return offers;
    }

    /** In order of precedence. What the order's own live reservation holds can be used, even if it has expired meanwhile. */
    private @Nullable UnusedReason reasonAgainst(@Nullable Coupon coupon, @Nullable String reservedBy) {
        if (coupon == null) {
            return UnusedReason.COUPON_NOT_FOUND;
        }
        if (coupon.end() != null) {
            return coupon.end().isRedeemed() ? UnusedReason.REDEEMED : UnusedReason.REVOKED;
        }
        if (orderId.equals(reservedBy)) {
            return null;
        }
        if (coupon.isOver(judgement.now())) {
            return UnusedReason.EXPIRED;
        }
        if (judgement.now().isBefore(coupon.start())) {
            return UnusedReason.NOT_STARTED;
        }
        return reservedBy == null ? null : UnusedReason.RESERVED;
    }

    private static String messageOf(UnusedReason reason, String id) {
        String coupon = "coupon " + id;
        return switch (reason) {
            case COUPON_NOT_FOUND -> "the customer has no " + coupon;
            case REDEEMED -> coupon + " was redeemed by another order";
            case REVOKED -> coupon + " was taken back";
            case EXPIRED -> coupon + " has expired";
            case NOT_STARTED -> coupon + " is not valid yet";
            case RESERVED -> coupon + " is reserved by another order";
            default -> throw new IllegalArgumentException("reason: " + reason + " (expected: one of the coupon)");
        };
    }

    private Offer offer(String key, String campaign, long campaignVersion, CouponTerms terms) {
        return new Offer(
                key,
                campaign,
                campaignVersion,
                terms,
                () -> judgement.conditions().ofOrder(terms.orderCondition()).holds(facts),
                terms.lineCondition().isEmpty() ? line -> true : lineCondition(terms.lineCondition())::holds);
    }

    private LineTest lineCondition(String expression) {
        Condition condition = judgement.conditions().ofLine(expression);
        return line -> condition.holds(facts.of(lines.get(line)));
    }

    /** Whether a condition holds for the line of this place. */
    private interface LineTest {
        boolean holds(int line);
    }

    private Price price(Pricing pricing) {
        Pricing.Payment payment = pricing.payment();
        return new Price(
                cart.shipping(),
                pricing.shippingDiscount(),
                pricing.shippingPointsValue(),
                payment.points() == 0
                        ? List.of()
                        : pricing.lines().stream()
                                .map(line -> new Price.PointsShare(line.points(), line.pointsValue()))
                                .toList(),
                pricing.used().stream().map(this::use).toList(),
                unused(pricing),
                payment.points(),
                payment.value(),
                payment.notNeeded(),
                spendable.spend(payment.points()),
                0);
    }

    private CouponUse use(Pricing.Used used) {
        OfferedCoupon offered = offeredByKey.get(used.couponId());
        if (offered != null) {
            return use(used, offered.held(judgement.now()));
        }
        Coupon coupon = judgement.customer().coupons().byId().get(used.couponId());
        if (coupon == null) {
            throw new IllegalStateException("coupon: " + used.couponId() + " (expected: one that was offered)");
        }
        return use(used, coupon);
    }

    private static CouponUse use(Pricing.Used used, Coupon coupon) {
        return new CouponUse(
                coupon.id(),
                coupon.campaign(),
                coupon.campaignVersion(),
                coupon.code(),
                used.cuts(),
                used.shippingDiscount(),
                0,
                used.benefit() instanceof PointsMultiplier multiplier ? multiplier.percent() : 0,
                used.boostedLines(),
                used.benefit() instanceof Gift gift ? gift : null,
                coupon.start(),
                coupon.isUsed());
    }

    /** In the order in which they were asked for: coupons, then codes. */
    private List<UnusedCoupon> unused(Pricing pricing) {
        Map<String, Pricing.Unused> byId = new HashMap<>();
        pricing.unused().forEach(unused -> byId.put(unused.couponId(), unused));
        List<UnusedCoupon> all = new ArrayList<>();
        for (String id : cart.couponIds()) {
            UnusedCoupon before = unusable.get(id);
            Pricing.Unused unused = byId.get(id);
            if (before != null) {
                all.add(before);
            } else if (unused != null) {
                Coupon coupon = judgement.customer().coupons().byId().get(id);
                all.add(unused(unused, id, coupon == null ? "" : coupon.code()));
            }
        }
        for (OfferedCoupon offered : cart.offers()) {
            Pricing.Unused unused = byId.get(offered.key());
            if (unused != null) {
                all.add(unused(unused, "", offered.code()));
            }
        }
        all.addAll(cart.refusedCodes());
        return all;
    }

    private static UnusedCoupon unused(Pricing.Unused unused, String couponId, String code) {
        return new UnusedCoupon(
                couponId, code, unused.reason(), unused.message(), unused.required(), unused.available());
    }
}
