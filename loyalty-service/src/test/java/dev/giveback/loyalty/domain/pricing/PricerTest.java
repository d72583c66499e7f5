package dev.giveback.loyalty.domain.pricing;

import static dev.giveback.loyalty.domain.pricing.Offers.coupon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.pricing.Benefit.AmountOff;
import dev.giveback.loyalty.domain.pricing.Benefit.FixedPrice;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeItem;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeShipping;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PercentOff;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import dev.giveback.loyalty.domain.pricing.Benefit.Scope;
import dev.giveback.loyalty.domain.pricing.Pricing.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each benefit, each reason and each way to pay with points, by small examples. */
final class PricerTest {
    private static final PointsRate RATE = new PointsRate(1, 100);

    private static Basket.Line line(String product, long quantity, long price) {
        return new Basket.Line(product, "kitchen", quantity, price);
    }

    private static Basket basket(long shipping, Basket.Line... lines) {
        return new Basket(List.of(lines), shipping);
    }

    private static Pricing price(Basket basket, Offers... offers) {
        Pricing pricing =
                Pricer.price(basket, Arrays.stream(offers).map(Offers::offer).toList(), null, null, 0, RATE);
        PricerOracleTest.assertAddsUp(pricing, basket);
        return pricing;
    }

    private static long[] discounts(Pricing pricing) {
        return pricing.lines().stream().mapToLong(Pricing.Line::discount).toArray();
    }

    private static final Basket THREE = basket(0, line("a", 1, 100), line("b", 1, 100), line("c", 3, 33));

    @Test
    void aPercentageIsReckonedInItsScopeAndRoundedDown() {
        assertThat(discounts(price(THREE, coupon("x", new PercentOff(1_500, Scope.ORDER)))))
                .containsExactly(15, 15, 14);
        assertThat(discounts(price(THREE, coupon("x", new PercentOff(1_500, Scope.LINE)))))
                .containsExactly(15, 15, 14);
        assertThat(discounts(price(THREE, coupon("x", new PercentOff(1_500, Scope.ITEM)))))
                .containsExactly(15, 15, 12);
    }

    @Test
    void anAmountIsTakenOncePerScopeAndNeverMoreThanTheCost() {
        assertThat(discounts(price(THREE, coupon("x", new AmountOff(40, Scope.ORDER)))))
                .containsExactly(14, 13, 13);
        assertThat(discounts(price(THREE, coupon("x", new AmountOff(40, Scope.LINE)))))
                .containsExactly(40, 40, 40);
        assertThat(discounts(price(THREE, coupon("x", new AmountOff(40, Scope.ITEM)))))
                .containsExactly(40, 40, 99);
        assertThat(price(THREE, coupon("x", new AmountOff(1_000, Scope.ORDER))).total())
                .isZero();
    }

    @Test
    void aFixedPriceIsForTheDearestItemsAndLeavesCheapOnesAlone() {
        Basket basket = basket(0, line("a", 2, 50), line("b", 2, 90), line("c", 1, 20));
        assertThat(discounts(price(basket, coupon("x", new FixedPrice(30, 0))))).containsExactly(40, 120, 0);
        assertThat(discounts(price(basket, coupon("x", new FixedPrice(30, 3))))).containsExactly(20, 120, 0);
        assertThat(discounts(price(basket, coupon("x", new FixedPrice(0, 1))))).containsExactly(0, 90, 0);
    }

    @Test
    void aFreeItemIsTheCheapestThatCostsAnything() {
        Basket basket = basket(0, line("a", 2, 50), line("b", 2, 20), line("c", 1, 0));
        assertThat(discounts(price(basket, coupon("x", new FreeItem(1, ""))))).containsExactly(0, 20, 0);
        assertThat(discounts(price(basket, coupon("x", new FreeItem(3, ""))))).containsExactly(50, 40, 0);
        assertThat(discounts(price(basket, coupon("x", new FreeItem(3, "a"))))).containsExactly(100, 0, 0);
    }

    @Test
    void theShippingIsFreeUpToTheLimit() {
        Basket basket = basket(495, line("a", 1, 50));
        assertThat(price(basket, coupon("x", new FreeShipping())).shippingDiscount())
                .isEqualTo(495);
        Pricing limited = price(basket, coupon("x", new FreeShipping()).limits(0, 300));
        assertThat(limited.shippingDiscount()).isEqualTo(300);
        assertThat(limited.total()).isEqualTo(245);
    }

    @Test
    void aMultiplierAndAGiftTakeNothingOff() {
        Pricing pricing = price(
                THREE, coupon("x", new PointsMultiplier(200)).forProducts("b", "c"), coupon("y", new Gift("mug", 1)));
        assertThat(pricing.discountTotal()).isZero();
        assertThat(pricing.used()).extracting(Pricing.Used::couponId).containsExactly("x", "y");
        assertThat(pricing.used().getFirst().boostedLines()).containsExactly(1, 2);
    }

    @Test
    void aLimitCutsTheDiscountAndIsSpread() {
        Pricing pricing =
                price(THREE, coupon("x", new PercentOff(5_000, Scope.LINE)).limits(0, 100));
        assertThat(discounts(pricing)).containsExactly(34, 33, 33);
    }

    @Test
    void whatOneCouponLeavesIsWhatTheNextFinds() {
        Basket basket = basket(0, line("a", 1, 1_000));
        Offers half = coupon("half", new PercentOff(5_000, Scope.ORDER));
        Offers hundred = coupon("hundred", new AmountOff(100, Scope.ORDER));
        assertThat(price(basket, half.stacking("1", 1, false), hundred.stacking("2", 2, false))
                        .total())
                .isEqualTo(400);
        assertThat(price(basket, half.stacking("1", 2, false), hundred.stacking("2", 1, false))
                        .total())
                .isEqualTo(450);
        assertThat(price(basket, half, hundred).total()).isEqualTo(400);
    }

    @Test
    void theBestCombinationIsUsedAndTheOthersAreTold() {
        Basket basket = basket(0, line("a", 1, 1_000));
        Offers ten = coupon("ten", new PercentOff(1_000, Scope.ORDER)).stacking("sale", 0, false);
        Offers twenty = coupon("twenty", new PercentOff(2_000, Scope.ORDER)).stacking("sale", 0, false);
        Offers alone = coupon("alone", new AmountOff(150, Scope.ORDER)).stacking("x", 0, true);
        Pricing pricing = price(basket, ten, twenty, alone);
        assertThat(pricing.used()).extracting(Pricing.Used::couponId).containsExactly("twenty");
        assertThat(pricing.unused())
                .extracting(Pricing.Unused::couponId, Pricing.Unused::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ten", UnusedReason.CLASS_TAKEN),
                        org.assertj.core.groups.Tuple.tuple("alone", UnusedReason.EXCLUSIVE));
    }

    @Test
    void ofEqualDiscountsMorePointsThenGiftsThenFewerCouponsThenTheFirstIdWin() {
        Basket basket = basket(0, line("a", 1, 1_000));
        Offers full = coupon("full", new PercentOff(10_000, Scope.ORDER));
        assertThat(price(basket, coupon("b", new AmountOff(5, Scope.ORDER)), full, coupon("a", new Gift("mug", 1)))
                        .used())
                .extracting(Pricing.Used::couponId)
                .containsExactly("a", "full");
        Offers first = coupon("a", new AmountOff(5, Scope.ORDER)).stacking("s", 9, false);
        Offers second = coupon("b", new AmountOff(5, Scope.LINE)).stacking("s", 0, false);
        assertThat(price(basket, second, first).used())
                .extracting(Pricing.Used::couponId)
                .containsExactly("a");
    }

    private record Row(UnusedReason expected, Offers offer) {}

    /** Each row breaks its own rule and every later one. */
    @TestFactory
    Stream<DynamicTest> theFirstReasonIsGiven() {
        Basket basket = basket(0, line("a", 1, 1_000));
        Offers useless = coupon("x", new FreeShipping()).stacking("s", 0, true);
        return Stream.of(
                        new Row(
                                UnusedReason.CONDITION_NOT_MET,
                                useless.limits(5_000, 0).when(false, line -> false)),
                        new Row(
                                UnusedReason.NO_ELIGIBLE_LINE,
                                useless.limits(5_000, 0).when(true, line -> false)),
                        new Row(UnusedReason.MINIMUM_NOT_REACHED, useless.limits(5_000, 0)),
                        new Row(UnusedReason.NO_EFFECT, useless),
                        new Row(
                                UnusedReason.CLASS_TAKEN,
                                coupon("x", new AmountOff(1, Scope.ORDER)).stacking("s", 0, true)),
                        new Row(
                                UnusedReason.EXCLUSIVE,
                                coupon("x", new AmountOff(1, Scope.ORDER)).stacking("t", 0, true)))
                .map(row -> DynamicTest.dynamicTest(row.expected().toString(), () -> {
                    Offers better = coupon("y", new AmountOff(500, Scope.ORDER)).stacking("s", 0, false);
                    assertThat(price(basket, row.offer(), better).unused())
                            .extracting(Pricing.Unused::reason)
                            .containsExactly(row.expected());
                }));
    }

    @Test
    void aMinimumIsReckonedAtListPriceAndSaysWhatIsMissing() {
        Offers coupon =
                coupon("x", new AmountOff(1, Scope.ORDER)).forProducts("a").limits(150, 0);
        Pricing.Unused unused = price(THREE, coupon).unused().getFirst();
        assertThat(unused.required()).isEqualTo(150);
        assertThat(unused.available()).isEqualTo(100);
    }

    private static Pricing pay(
            long price, @Nullable PointsPayment payment, @Nullable RedemptionRules rules, long available) {
        return Pricer.price(basket(0, line("a", 1, price)), List.of(), payment, rules, available, RATE);
    }

    @Test
    void pointsPayAtTheRateAndNoMoreThanIsDue() {
        RedemptionRules pennyAPoint = new RedemptionRules(1, 1, 0, 100);
        Pricing part = pay(1_000, new PointsPayment.Points(300), pennyAPoint, 5_000);
        assertThat(part.total()).isEqualTo(700);
        Pricing all = pay(1_000, new PointsPayment.Points(3_000), pennyAPoint, 5_000);
        assertThat(all.total()).isZero();
        assertThat(all.payment()).isEqualTo(new Pricing.Payment(1_000, 1_000, 2_000, List.of()));
        assertThat(pay(1_000, new PointsPayment.Maximum(), pennyAPoint, 400).total())
                .isEqualTo(600);
        assertThat(pay(1_000, new PointsPayment.Value(250), new RedemptionRules(3, 2, 0, 100), 999)
                        .payment()
                        .points())
                .isEqualTo(375);
    }

    @Test
    void whatForbidsAPaymentIsToldInOrder() {
        assertThat(pay(1_000, new PointsPayment.Maximum(), null, 9).payment().problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.NO_REDEMPTION);
        RedemptionRules strict = new RedemptionRules(1, 1, 900, 50);
        assertThat(pay(1_000, new PointsPayment.Points(800), strict, 700)
                        .payment()
                        .problems())
                .containsExactly(
                        new Problem(Problem.Kind.TOO_FEW_POINTS, 900, 800),
                        new Problem(Problem.Kind.TOO_LARGE_SHARE, 800, 500),
                        new Problem(Problem.Kind.INSUFFICIENT_POINTS, 800, 700));
        assertThat(pay(1_000, new PointsPayment.Maximum(), strict, 5_000).payment())
                .isEqualTo(Pricing.Payment.NONE);
    }

    @Test
    void aMultiplierOfWhatPointsPayForIsNotUsedUp() {
        Pricing pricing = Pricer.price(
                basket(0, line("a", 1, 1_000)),
                List.of(coupon("x", new PointsMultiplier(300)).offer()),
                new PointsPayment.Maximum(),
                new RedemptionRules(1, 1, 0, 100),
                5_000,
                RATE);
        assertThat(pricing.used()).isEmpty();
        assertThat(pricing.unused()).extracting(Pricing.Unused::reason).containsExactly(UnusedReason.NO_EFFECT);
    }

    @Test
    void amountsNearTheLimitsAddUp() {
        Basket basket =
                basket(1_000_000_000_000L, line("a", 1_000_000_000, 333), line("b", 10_000, 12_345), line("c", 1, 1));
        Pricing pricing = Pricer.price(
                basket,
                List.of(
                        coupon("w", new PercentOff(3_333, Scope.ITEM)).offer(),
                        coupon("x", new FixedPrice(111, 999_999_999)).offer(),
                        coupon("y", new AmountOff(999_999_999_999L, Scope.ITEM))
                                .forProducts("b")
                                .offer(),
                        coupon("z", new PointsMultiplier(10_000)).offer()),
                new PointsPayment.Points(1_000_000_000_000L),
                new RedemptionRules(999_983, 999_979, 0, 100),
                1_000_000_000_000L,
                new PointsRate(1_000_000, 1));
        PricerOracleTest.assertAddsUp(pricing, basket);
        assertThat(pricing.used()).hasSize(4);
    }

    /** The worst case there is: a thousand lines, ten coupons that all combine, each to be spread over all lines. */
    @Test
    void aThousandLinesAndTenCouponsAreStillPriced() {
        List<Basket.Line> lines = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> lines.add(line("p" + i, 1 + i % 7, 997 + 31L * i)));
        List<Offer> offers = new ArrayList<>();
        IntStream.range(0, 10)
                .forEach(i -> offers.add(
                        coupon("c" + i, new PercentOff(300 + i, Scope.ORDER)).offer()));
        Basket basket = new Basket(lines, 500);
        Pricing pricing = Pricer.price(
                basket, offers, new PointsPayment.Maximum(), new RedemptionRules(1, 1, 0, 100), 77_777, RATE);
        PricerOracleTest.assertAddsUp(pricing, basket);
        assertThat(pricing.used()).hasSize(10);
    }
}
