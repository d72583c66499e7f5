package dev.giveback.loyalty.journal;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CouponOrigin;
import dev.giveback.loyalty.domain.CouponUse;
import dev.giveback.loyalty.domain.ExpiredCoupon;
import dev.giveback.loyalty.domain.Facts.CustomerFacts;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.SpentLot;
import dev.giveback.loyalty.domain.UnusedCoupon;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.Pricing.Cut;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fixtures of coupons, reservations and the checkouts that use them; they follow those of {@link JournalFixtures}. */
final class PricedFixtures {
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2026-07-05T00:00:00Z");
    private static final Currency GBP = Currency.getInstance("GBP");

    private PricedFixtures() {}

    /** The changes by the names of their files, in order. */
    static Map<String, Change> changes() {
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put(
                "coupon-granted-long-ago",
                granted("c-old", new Benefit.FreeShipping(), Instant.parse("2015-01-05T00:00:00Z"), List.of()));
        changes.put(
                "coupon-granted",
                granted(
                        "c-1",
                        new Benefit.PercentOff(1_250, Benefit.Scope.LINE),
                        LATER,
                        List.of(new SpentLot(2, 4, LATER), new SpentLot(3, 1, null))));
        changes.put("coupon-granted-gift", granted("c-2", new Benefit.Gift("mug", 2), null, List.of()));
        changes.put("coupon-granted-multiplier", granted("c-3", new Benefit.PointsMultiplier(250), null, List.of()));
        changes.put(
                "coupon-granted-amount",
                granted("c-4", new Benefit.AmountOff(500, Benefit.Scope.ITEM), null, List.of()));
        changes.put("coupon-granted-fixed-price", granted("c-5", new Benefit.FixedPrice(99, 3), null, List.of()));
        changes.put("coupon-granted-free-item", granted("c-6", new Benefit.FreeItem(2, "85123A"), null, List.of()));
        changes.put("coupon-revoked", new Change.CouponRevoked("c-6", "mistake", restoration(6, false), null));
        changes.put("checkout-reserved", new Change.CheckoutReserved(order("r-1", "c-1", 0, false), LATER));
        changes.put("reservation-extended", new Change.ReservationExtended("r-1", LATER.plusSeconds(1)));
        changes.put("checkout-completed-with-price", order("r-1", "c-1", 1, true));
        changes.put(
                "checkout-reserved-for-cancelling", new Change.CheckoutReserved(order("r-2", "c-3", 0, false), LATER));
        changes.put("reservation-cancelled", new Change.ReservationCancelled("r-2", 9, List.of("c-3")));
        changes.put("checkout-reserved-and-open", new Change.CheckoutReserved(order("r-3", "c-4", 0, false), LATER));
        changes.put("order-refunded-with-restoration", refund());
        return changes;
    }

    /** What campaigns must know of their coupons; these follow the others. */
    static Map<String, Change> ofCampaigns() {
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put(
                "coupon-granted-to-expire",
                granted("c-7", new Benefit.FreeShipping(), LATER.minusSeconds(1), List.of()));
        changes.put("coupon-revoked-of-a-campaign", new Change.CouponRevoked("c-2", "mistake", null, origin(false)));
        changes.put("checkout-completed-with-a-coupon-used-before", usedBefore());
        changes.put(
                "order-refunded-with-a-coupon-of-a-campaign",
                new Change.OrderRefunded(
                        "r-5",
                        BEGIN.plusSeconds(9),
                        "credit-note-3",
                        List.of(new Change.RefundedLine(1, 1, 0)),
                        215,
                        0,
                        List.of(),
                        0,
                        0,
                        20_458,
                        new Change.Restoration(
                                false,
                                List.of(),
                                0,
                                List.of(new Change.ReturnedCoupon("c-1", LATER, origin(true), 40)))));
        return changes;
    }

    /** A grant by which coupons that ended long ago are forgotten. */
    static Change afterExpiry() {
        return granted("c-8", new Benefit.FreeShipping(), null, List.of());
    }

    static ExpiredCoupon expired(String couponId, boolean isOfACampaign) {
        return new ExpiredCoupon(couponId, isOfACampaign ? origin(false) : null);
    }

    private static CouponOrigin origin(boolean redeemedBefore) {
        return new CouponOrigin("programs/shop/campaigns/spring", 4, "SPRING10", BEGIN, redeemedBefore);
    }

    private static Change usedBefore() {
        CouponUse use = new CouponUse(
                "c-1",
                "programs/shop/campaigns/spring",
                4,
                "SPRING10",
                List.of(new Cut(0, 40)),
                0,
                0,
                0,
                List.of(),
                null,
                BEGIN,
                true);
        return new Change.CheckoutCompleted(
                "r-5",
                BEGIN,
                List.of(new Change.OrderLine("85123A", "", 1, 255, 0)),
                new Money(GBP, 215),
                0,
                0,
                0,
                null,
                List.of(),
                LATER,
                20_458,
                "gold",
                new Price(0, 0, 0, List.of(), List.of(use), List.of(), 0, 0, 0, List.of(), 0),
                new Change.Inputs(
                        new CustomerFacts("gold", true, 4, 40), LocalDateTime.parse("2026-01-05T10:00:02.5")));
    }

    private static Change granted(String id, Benefit benefit, @Nullable Instant expires, List<SpentLot> spent) {
        CouponTerms terms = new CouponTerms(
                "Spring",
                benefit,
                new Selection(List.of("85123A"), List.of("candles"), List.of("NO"), List.of("cards")),
                "line.quantity > 1",
                "order.total > 100",
                1_000,
                750,
                "spring",
                7,
                true,
                true);
        return new Change.CouponGranted(new Coupon(
                id,
                "programs/shop/campaigns/spring",
                4,
                terms,
                expires != null && expires.isBefore(BEGIN) ? expires.minusSeconds(60) : BEGIN.plusSeconds(100),
                BEGIN,
                expires,
                "SPRING10",
                spent,
                -77,
                null,
                false,
                false));
    }

    private static Change.Restoration restoration(long lotId, boolean shipping) {
        Lot lot = new Lot(lotId, Lot.Source.RESTORED, "r-1", BEGIN, BEGIN, LATER, 5, 5);
        return new Change.Restoration(
                shipping,
                List.of(lot),
                1,
                shipping ? List.of(new Change.ReturnedCoupon("c-1", LATER, null, 0)) : List.of());
    }

    private static Change.CheckoutCompleted order(String orderId, String couponId, long released, boolean made) {
        CouponUse use = new CouponUse(
                couponId,
                "programs/shop/campaigns/spring",
                4,
                "SPRING10",
                List.of(new Cut(0, 31), new Cut(1, 9)),
                5,
                2,
                250,
                List.of(0, 1),
                new Benefit.Gift("mug", 2),
                Instant.EPOCH,
                false);
        Price price = new Price(
                495,
                5,
                4,
                List.of(new Price.PointsShare(5, 5), new Price.PointsShare(0, 0)),
                List.of(use),
                List.of(new UnusedCoupon("c-5", "CODE", UnusedReason.MINIMUM_NOT_REACHED, "too little", 1_000, 250)),
                9,
                9,
                1,
                List.of(new SpentLot(2, 8, LATER), new SpentLot(3, 1, null)),
                released);
        return new Change.CheckoutCompleted(
                orderId,
                BEGIN,
                List.of(
                        new Change.OrderLine("85123A", "candles", 1, 255, 2),
                        new Change.OrderLine("CARD", "", made ? 0 : 2, 10, 0)),
                new Money(GBP, 697),
                2,
                1,
                1,
                null,
                List.of(),
                LATER,
                20_458,
                "gold",
                price,
                new Change.Inputs(
                        new CustomerFacts("gold", true, 3, 40), LocalDateTime.parse("2026-01-05T10:00:01.5")));
    }

    private static Change refund() {
        return new Change.OrderRefunded(
                "r-1",
                BEGIN.plusSeconds(9),
                "credit-note-2",
                List.of(new Change.RefundedLine(1, 1, 2)),
                705,
                2,
                List.of(),
                1,
                1,
                20_458,
                restoration(7, true));
    }
}
