package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.GrantCoupon;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.pricing.Benefit;
import dev.giveback.loyalty.domain.pricing.CouponTerms;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import dev.giveback.loyalty.domain.pricing.Selection;
import dev.giveback.loyalty.domain.pricing.UnusedReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coupons that the customer does not hold yet are priced as if they were held. */
final class OfferedCouponTest {
    private static final int BASKETS = 3_000;
    private static final Benefit TEN_PERCENT = new Benefit.PercentOff(1_000, Benefit.Scope.ORDER);

    private static OfferedCoupon offer(String code, Benefit benefit, String stackingClass) {
        return new OfferedCoupon(code, "programs/shop/campaigns/c", 1, Vouchers.terms(benefit, stackingClass));
    }

    private static Cart cart(List<String> couponIds, OfferedCoupon... offers) {
        Cart cart = Vouchers.cart(0, couponIds, 0, 2, 500);
        return new Cart(cart.lines(), 0, couponIds, List.of(), List.of(offers), null);
    }

    private static Price quoted(Customer customer, Cart cart) {
        Quotation quotation = customer.quote("", cart, Vouchers.PROGRAM, Conditions.NONE, Scenario.NOON);
        assertThat(quotation.problems()).isEmpty();
        return Objects.requireNonNull(quotation.order().price());
    }

    @Test
    void anOfferIsUsedAndNamedByItsCode() {
        Price price = quoted(Customer.NEW, cart(List.of(), offer("SUMMER10", TEN_PERCENT, "")));
        assertThat(price.discountTotal()).isEqualTo(100);
        assertThat(price.coupons())
                .extracting(CouponUse::couponId, CouponUse::code, CouponUse::campaign)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("", "SUMMER10", "programs/shop/campaigns/c"));
        assertThat(price.unused()).isEmpty();
    }

    @Test
    void anOfferThatIsNotUsedIsNamedByItsCodeWithTheReason() {
        Price price = quoted(
                Customer.NEW,
                cart(
                        List.of(),
                        offer("TEN", TEN_PERCENT, "x"),
                        offer("HALF", new Benefit.PercentOff(5_000, Benefit.Scope.ORDER), "x")));
        assertThat(price.coupons()).extracting(CouponUse::code).containsExactly("HALF");
        assertThat(price.unused())
                .containsExactly(new UnusedCoupon(
                        "",
                        "TEN",
                        UnusedReason.CLASS_TAKEN,
                        "coupon code HALF of its class serves the customer better",
                        0,
                        0));
    }

    @Test
    void anOrderThatIsOnlyCheckedMayUseAnOfferAndChangesNothing() {
        Cart cart = cart(List.of(), offer("SUMMER10", TEN_PERCENT, ""));
        CompleteCheckout checkout = new CompleteCheckout(new Request("r", 1, ""), "1", cart, null, null);
        Decision decision = Customer.NEW.decide(checkout, Vouchers.PROGRAM, Scenario.NOON);
        assertThat(decision).isInstanceOf(Accepted.class);
        CheckoutCompleted order =
                (CheckoutCompleted) ((Accepted) decision).event().change();
        assertThat(order.total().minor()).isEqualTo(900);
    }

    @Test
    void offersCountAmongTheTenCoupons() {
        List<OfferedCoupon> offers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            offers.add(offer("CODE" + i, TEN_PERCENT, ""));
        }
        Refusal refusal = cart(List.of(), offers.toArray(OfferedCoupon[]::new)).problem(Vouchers.PROGRAM);
        assertThat(Objects.requireNonNull(refusal).message()).contains("at most 10 together with the codes");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thePriceOfAnOfferIsThatOfTheOrderWithTheCouponClaimed(long seed) {
        Random random = new Random(seed);
        int used = 0;
        for (int i = 0; i < BASKETS; i++) {
            Scenario scenario = Scenario.of(Vouchers.PROGRAM);
            scenario.given(scenario.adjust(1 + random.nextInt(800)));
            List<GrantCoupon> held = coupons(scenario, random, "held", random.nextInt(4));
            List<GrantCoupon> claimed = coupons(scenario, random, "claimed", 1 + random.nextInt(3));
            held.forEach(scenario::given);
            List<String> ids = held.stream().map(GrantCoupon::couponId).toList();
            Cart basket = basket(random);
            Quotation quotation = scenario.customer()
                    .quote(
                            "1",
                            new Cart(
                                    basket.lines(),
                                    basket.shipping(),
                                    ids,
                                    List.of(),
                                    offers(claimed),
                                    basket.payment()),
                            Vouchers.PROGRAM,
                            Conditions.NONE,
                            Scenario.NOON);
            claimed.forEach(scenario::given);
            List<String> all = new ArrayList<>(ids);
            claimed.forEach(grant -> all.add(grant.couponId()));
            Cart cart = new Cart(basket.lines(), basket.shipping(), all, List.of(), basket.payment());
            scenario.given(new CompleteCheckout(scenario.request(), "1", cart, null, null));
            CheckoutCompleted order = scenario.latest(CheckoutCompleted.class);
            assertThat(essence(quotation.order()))
                    .as("seed %d, basket %d", seed, i)
                    .isEqualTo(essence(order));
            used += (int) Objects.requireNonNull(quotation.order().price()).coupons().stream()
                    .filter(use -> !use.isHeld())
                    .count();
        }
        assertThat(used).isGreaterThan(BASKETS / 2);
    }

    /** Everything but the ids of coupons. */
    private static List<Object> essence(CheckoutCompleted order) {
        Price price = Objects.requireNonNull(order.price());
        return List.of(
                order.total(),
                order.lines(),
                order.pointsEarned(),
                price.discountTotal(),
                price.shippingDiscount(),
                price.shippingPointsValue(),
                price.pointsByLine(),
                price.pointsRedeemed(),
                price.pointsValue(),
                price.coupons().stream()
                        .map(use ->
                                List.of(use.campaign(), use.code(), use.cuts(), use.shippingDiscount(), use.points()))
                        .toList(),
                price.unused().stream()
                        .map(unused -> List.of(unused.code(), unused.reason(), unused.required()))
                        .toList());
    }

    private static List<OfferedCoupon> offers(List<GrantCoupon> claimed) {
        return claimed.stream()
                .map(grant -> new OfferedCoupon(grant.code(), grant.campaign(), grant.campaignVersion(), grant.terms()))
                .toList();
    }

    /** Each of a campaign of its own, with an id that may stand anywhere among the others'. */
    private static List<GrantCoupon> coupons(Scenario scenario, Random random, String kind, int count) {
        List<GrantCoupon> coupons = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = Long.toHexString(random.nextLong() | 1L << 63);
            String campaign = "programs/shop/campaigns/" + (char) ('a' + random.nextInt(26)) + kind + i;
            String code = kind.equals("held") ? "" : "CODE" + i;
            coupons.add(new GrantCoupon(
                    scenario.request(), id, campaign, 1, terms(random), null, null, code, 0, id.hashCode()));
        }
        return coupons;
    }

    private static CouponTerms terms(Random random) {
        return new CouponTerms(
                "",
                benefit(random),
                random.nextInt(3) > 0
                        ? Selection.ALL
                        : new Selection(List.of("p0", "p1"), List.of(), List.of(), List.of()),
                "",
                "",
                random.nextInt(4) == 0 ? random.nextInt(1_500) : 0,
                random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 0,
                "class-" + random.nextInt(4),
                random.nextInt(2),
                random.nextInt(8) == 0,
                false);
    }

    private static Benefit benefit(Random random) {
        Benefit.Scope scope = List.of(Benefit.Scope.values()).get(random.nextInt(3));
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Benefit.PercentOff(1 + random.nextInt(9_000), scope);
            case 2 -> new Benefit.AmountOff(1 + random.nextInt(500), scope);
            case 3 -> new Benefit.FixedPrice(random.nextInt(400), random.nextInt(4));
            case 4 -> new Benefit.FreeShipping();
            case 5 -> new Benefit.PointsMultiplier(200 + random.nextInt(300));
            default -> new Benefit.Gift("mug", 1);
        };
    }

    private static Cart basket(Random random) {
        List<Object> quantitiesAndPence = new ArrayList<>();
        int lines = 1 + random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            quantitiesAndPence.add(1 + random.nextInt(4));
            quantitiesAndPence.add(random.nextInt(900));
        }
        Cart cart = Vouchers.cart(random.nextInt(500), List.of(), 0, quantitiesAndPence.toArray());
        @Nullable PointsPayment payment = random.nextBoolean() ? null : new PointsPayment.Maximum();
        return new Cart(cart.lines(), cart.shipping(), List.of(), List.of(), payment);
    }
}
