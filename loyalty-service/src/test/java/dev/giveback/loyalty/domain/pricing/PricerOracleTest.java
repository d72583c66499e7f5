package dev.giveback.loyalty.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.pricing.Benefit.AmountOff;
import dev.giveback.loyalty.domain.pricing.Benefit.FixedPrice;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeItem;
import dev.giveback.loyalty.domain.pricing.Benefit.FreeShipping;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PercentOff;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import dev.giveback.loyalty.domain.pricing.Benefit.Scope;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random baskets and coupons against {@link NaivePricing}, and against the sums of their own parts. */
final class PricerOracleTest {
    private static final int BASKETS = 4_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theNaiveRulesGiveTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BASKETS; i++) {
            Basket basket = basket(random);
            List<Offer> offers = offers(random);
            PointsRate rate = random.nextInt(5) == 0 ? PointsRate.NONE : new PointsRate(1 + random.nextInt(3), 100);
            Pricing pricing = Pricer.price(basket, offers, null, null, 0, rate);
            NaivePricing.Outcome naive = new NaivePricing(basket, offers, rate).best();
            assertThat(pricing.used())
                    .as("seed %d, basket %d: %s %s", seed, i, basket, offers)
                    .extracting(Pricing.Used::couponId)
                    .isEqualTo(naive.coupons().stream().map(Offer::couponId).toList());
            assertThat(BigInteger.valueOf(pricing.discountTotal())).isEqualTo(naive.discount());
            assertThat(BigInteger.valueOf(pricing.shippingDiscount())).isEqualTo(naive.shippingCut());
            for (int k = 0; k < pricing.used().size(); k++) {
                assertThat(cuts(pricing.used().get(k), basket.lines().size()))
                        .isEqualTo(naive.cuts().get(k));
            }
            assertThat(pricing.lines().stream().map(line -> BigInteger.valueOf(line.net())))
                    .isEqualTo(naive.left());
            assertThat(pricing.used().size() + pricing.unused().size()).isEqualTo(offers.size());
            assertAddsUp(pricing, basket);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void pointsPayAsTheContractSays(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < BASKETS; i++) {
            Basket basket = basket(random);
            RedemptionRules rules = new RedemptionRules(
                    1 + random.nextInt(20),
                    1 + random.nextInt(20),
                    random.nextInt(3) == 0 ? random.nextInt(50) : 0,
                    random.nextInt(2) == 0 ? 100 : 1 + random.nextInt(100));
            long available = random.nextInt(3_000);
            PointsPayment asked = switch (random.nextInt(3)) {
                case 0 -> new PointsPayment.Points(1 + random.nextInt(3_000));
                case 1 -> new PointsPayment.Value(1 + random.nextInt(3_000));
                default -> new PointsPayment.Maximum();
            };
            Pricing pricing = Pricer.price(basket, offers(random), asked, rules, available, PointsRate.NONE);
            assertAddsUp(pricing, basket);
            assertPayment(pricing, asked, rules, available);
        }
    }

    private static void assertPayment(Pricing pricing, PointsPayment asked, RedemptionRules rules, long available) {
        Pricing.Payment payment = pricing.payment();
        long due = pricing.total() + payment.value();
        assertThat(payment.value()).isBetween(0L, due);
        // The fewest points of this value, and of not one minor unit more.
        assertThat(rules.points() * payment.value()).isLessThanOrEqualTo(payment.points() * rules.valueMinor());
        assertThat((payment.points() - 1) * rules.valueMinor())
                .isLessThan(Math.max(1, rules.points() * payment.value()));
        if (asked instanceof PointsPayment.Points number) {
            assertThat(payment.points() + payment.notNeeded()).isEqualTo(number.points());
            assertThat(payment.value()).isEqualTo(Math.min(due, number.points() * rules.valueMinor() / rules.points()));
        }
        if (asked instanceof PointsPayment.Value value && value.minor() <= due) {
            assertThat(payment.value()).isGreaterThanOrEqualTo(value.minor());
        }
        if (asked instanceof PointsPayment.Maximum) {
            assertThat(payment.problems()).isEmpty();
            assertThat(payment.points()).isLessThanOrEqualTo(available);
            assertThat(payment.value() * 100).isLessThanOrEqualTo(due * rules.maxPercent());
        } else {
            assertThat(payment.problems().isEmpty())
                    .isEqualTo(payment.points() <= available
                            && (payment.points() == 0 || payment.points() >= rules.minPoints())
                            && payment.value() <= due * rules.maxPercent() / 100);
        }
    }

    static void assertAddsUp(Pricing pricing, Basket basket) {
        long discounts = pricing.shippingDiscount();
        long values = pricing.shippingPointsValue();
        long points = 0;
        long nets = basket.shipping() - pricing.shippingDiscount() - pricing.shippingPointsValue();
        assertThat(nets).isNotNegative();
        long[] cuts = new long[basket.lines().size()];
        for (Pricing.Used used : pricing.used()) {
            used.cuts().forEach(cut -> cuts[cut.line()] += cut.amount());
        }
        for (int i = 0; i < basket.lines().size(); i++) {
            Pricing.Line line = pricing.lines().get(i);
            assertThat(line.net()).isNotNegative();
            assertThat(line.discount()).isEqualTo(cuts[i]);
            assertThat(line.net() + line.discount() + line.pointsValue())
                    .isEqualTo(basket.lines().get(i).amount());
            discounts += line.discount();
            values += line.pointsValue();
            points += line.points();
            nets += line.net();
        }
        assertThat(pricing.discountTotal()).isEqualTo(discounts);
        assertThat(pricing.payment().value()).isEqualTo(values);
        assertThat(pricing.payment().points()).isGreaterThanOrEqualTo(points);
        assertThat(pricing.total()).isEqualTo(nets);
        assertThat(pricing.total()).isEqualTo(pricing.listTotal() + basket.shipping() - discounts - values);
    }

    private static List<BigInteger> cuts(Pricing.Used used, int lines) {
        BigInteger[] cuts = new BigInteger[lines];
        java.util.Arrays.fill(cuts, BigInteger.ZERO);
        used.cuts().forEach(cut -> cuts[cut.line()] = BigInteger.valueOf(cut.amount()));
        return List.of(cuts);
    }

    private static Basket basket(Random random) {
        List<Basket.Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            long price = random.nextInt(6) == 0 ? 0 : random.nextInt(random.nextInt(4) == 0 ? 5 : 1_000);
            lines.add(new Basket.Line("p" + random.nextInt(3), "", 1 + random.nextInt(4), price));
        }
        return new Basket(lines, random.nextInt(3) == 0 ? 0 : random.nextInt(700));
    }

    private static List<Offer> offers(Random random) {
        List<Offer> offers = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Offers offer = Offers.coupon("c" + (9 - i), benefit(random))
                    .stacking("s" + random.nextInt(4), random.nextInt(3), random.nextInt(6) == 0)
                    .limits(
                            random.nextInt(4) == 0 ? random.nextInt(1_500) : 0,
                            random.nextInt(3) == 0 ? 1 + random.nextInt(200) : 0)
                    .of("campaign-" + random.nextInt(3), 1 + random.nextInt(2))
                    .when(random.nextInt(10) > 0, random.nextInt(3) == 0 ? line -> line % 2 == 0 : line -> true);
            offers.add((random.nextInt(3) == 0 ? offer.forProducts("p1", "p2") : offer).offer());
        }
        return offers;
    }

    private static Benefit benefit(Random random) {
        Scope scope = List.of(Scope.values()).get(random.nextInt(3));
        return switch (random.nextInt(8)) {
            case 0, 1 -> new PercentOff(1 + random.nextInt(10_000), scope);
            case 2 -> new AmountOff(1 + random.nextInt(500), scope);
            case 3 -> new FixedPrice(random.nextInt(400), random.nextInt(6));
            case 4 -> new FreeItem(1 + random.nextInt(5), random.nextInt(3) == 0 ? "p1" : "");
            case 5 -> new FreeShipping();
            case 6 -> new PointsMultiplier(101 + random.nextInt(300));
            default -> new Gift("mug", 1);
        };
    }
}
