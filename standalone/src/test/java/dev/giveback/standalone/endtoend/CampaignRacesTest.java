package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignLimits;
import dev.giveback.coupon.v1.GenerateCodesRequest;
import dev.giveback.coupon.v1.PublicCode;
import dev.giveback.coupon.v1.UniqueCodes;
import dev.giveback.loyalty.v1.CaptureHoldRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.HoldPointsRequest;
import dev.giveback.loyalty.v1.PointsPayment;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundOrderResponse;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.standalone.books.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What must hold whoever comes first, through the gateway and on a real PostgreSQL. After each race four stories are compared: what
 * clients saw, the customers' lists, the campaign's report, and the rows of both journals. The number of races of each kind is the
 * system property {@code giveback.races}.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CampaignRacesTest {
    private static final int RACES = Integer.getInteger("giveback.races", 200);
    private static final long LIFE_MILLIS = 1_000;

    private final WholePath path = WholePath.start();
    private final Random random = new Random(20261126);

    @AfterAll
    void stop() {
        path.close();
    }

    @Test
    void aPublicCodeOfAHundredIsGivenToAHundredOfAThousandAtOnce() throws Exception {
        Shop shop = Shop.open(path::gateway, "thousand");
        shop.create("summer", publicCode("SUMMER", 100));

        List<Boolean> given = Race.of(runners(1_000, i -> () -> shop.claim("c" + i, "r", "summer", false) != null));

        assertThat(given.stream().filter(Boolean::booleanValue)).hasSize(100);
        assertThat(shop.refusals("TOTAL_LIMIT_REACHED")).isEqualTo(900);
        expectOneStory(shop, customers(1_000));
    }

    @Test
    void aCouponServiceThatIsStartedAgainInTheMiddleGivesNeitherMoreNorLess() throws Exception {
        Shop shop = Shop.open(path::gateway, "restart");
        shop.create("summer", publicCode("SUMMER", 100));

        List<Boolean> given = Race.around(
                runners(1_000, i -> () -> {
                    Shop.pause(i / 2);
                    return shop.claim("c" + i, "r", "summer", false) != null;
                }),
                () -> {
                    Shop.pause(60);
                    path.restartCoupons();
                });

        assertThat(given.stream().filter(Boolean::booleanValue)).hasSize(100);
        expectOneStory(shop, customers(1_000));
    }

    @Test
    void aUniqueCodeIsGivenToOneOfFiftyAtOnce() throws Exception {
        Shop shop = Shop.open(path::gateway, "unique");
        shop.create(
                "gift",
                Campaign.newBuilder()
                        .setTerms(Shop.fivePounds())
                        .setUniqueCodes(UniqueCodes.newBuilder()
                                .setPattern("GIFT-####-####-##")
                                .setCapacity(100)));
        List<String> codes = new ArrayList<>();
        shop.codes()
                .generateCodes(GenerateCodesRequest.newBuilder()
                        .setCampaign(shop.campaign("gift"))
                        .setCount(10)
                        .build())
                .forEachRemaining(some -> codes.addAll(some.getCodesList()));

        List<Boolean> given =
                Race.of(runners(500, i -> () -> shop.claim("c" + i, "r", codes.get(i % 10), false) != null));

        for (int code = 0; code < 10; code++) {
            int number = code;
            assertThat(IntStream.range(0, 500).filter(i -> i % 10 == number && given.get(i)))
                    .as("code " + code)
                    .hasSize(1);
        }
        assertThat(shop.refusals("CODE_USED")).isEqualTo(490);
        expectOneStory(shop, customers(500));
    }

    @Test
    void aCouponIsEitherRedeemedOrGivenBackWhoeverComesFirst() throws Exception {
        Shop shop = Shop.open(path::gateway, "give-back");
        shop.create("summer", publicCode("SUMMER", RACES));

        List<Boolean> used =
                raceAgainstRedemption(shop, () -> {}, (customer, coupon) -> shop.giveBack(customer, "summer", coupon));

        expectThatBothWonNowAndThen(used);
        expectOneStory(shop, customers(RACES));
    }

    @Test
    void aCouponIsEitherRedeemedOrRevokedWhoeverComesFirst() throws Exception {
        Shop shop = Shop.open(path::gateway, "revoke");
        shop.create("summer", publicCode("SUMMER", RACES));

        List<Boolean> used = raceAgainstRedemption(shop, () -> {}, shop::revoke);

        expectThatBothWonNowAndThen(used);
        expectOneStory(shop, customers(RACES));
    }

    @Test
    void soItIsWhenTheCouponServiceIsStartedAgainInTheMiddle() throws Exception {
        Shop shop = Shop.open(path::gateway, "give-back-restart");
        shop.create("summer", publicCode("SUMMER", RACES));

        List<Boolean> used = raceAgainstRedemption(
                shop, path::restartCoupons, (customer, coupon) -> shop.giveBack(customer, "summer", coupon));

        assertThat(used).hasSize(RACES);
        expectOneStory(shop, customers(RACES));
    }

    private interface TakingBack {
        boolean of(String customer, String couponId);
    }

    /** For each race, whether the order used the coupon. */
    private List<Boolean> raceAgainstRedemption(Shop shop, Runnable meanwhile, TakingBack takingBack) throws Exception {
        List<@Nullable String> coupons =
                Race.of(runners(RACES, i -> () -> shop.claim("c" + i, "claim", "SUMMER", false)));
        List<Callable<Boolean>> both = new ArrayList<>();
        for (int i = 0; i < RACES; i++) {
            String customer = "c" + i;
            String coupon = Objects.requireNonNull(coupons.get(i));
            int headStart = random.nextInt(40);
            both.add(() -> {
                Shop.pause(headStart);
                return shop.buy(customer, "order", coupon);
            });
            both.add(() -> takingBack.of(customer, coupon));
        }
        List<Boolean> results = Race.around(both, meanwhile);
        List<Boolean> used = new ArrayList<>();
        for (int i = 0; i < RACES; i++) {
            assertThat(results.get(2 * i))
                    .as("c" + i + ": redeemed " + results.get(2 * i) + ", taken back " + results.get(2 * i + 1))
                    .isNotEqualTo(results.get(2 * i + 1));
            used.add(results.get(2 * i));
        }
        return used;
    }

    @Test
    void aClaimThatFallsBackWhileItIsUsedDoesOneOfBoth() throws Exception {
        Shop shop = Shop.open(path::gateway, "fall");
        shop.create("summer", publicCode("SUMMER", RACES).setClaimTimeToLive(Shop.seconds(1)));

        List<Boolean> used = Race.of(runners(RACES, i -> () -> {
            String coupon = Objects.requireNonNull(shop.claim("c" + i, "claim", "SUMMER", true));
            // A claim falls back when its campaign looks, so a little after its life.
            Shop.pause(aboutALife() + random.nextInt(3_000));
            return shop.buy("c" + i, "order", coupon);
        }));

        expectThatBothWonNowAndThen(used);
        expectOneStory(shop, customers(RACES));
    }

    @Test
    void aReservationThatExpiresWhileItIsConfirmedDoesOneOfBoth() throws Exception {
        Shop shop = Shop.open(path::gateway, "reservation");
        shop.create("summer", publicCode("SUMMER", RACES));

        List<Boolean> confirmed = Race.of(runners(RACES, i -> () -> reserveAndConfirm(shop, "c" + i)));

        expectThatBothWonNowAndThen(confirmed);
        expectOneStory(shop, customers(RACES));
        for (int i = 0; i < RACES; i++) {
            Customer customer = shop.standing("c" + i);
            // 20 pounds less 5 by the coupon, less 5 by 500 points: 10 points are earned.
            assertThat(customer.getTotals().getSpent()).isEqualTo(confirmed.get(i) ? 500 : 0);
            assertThat(customer.getBalance().getAvailable()).isEqualTo(confirmed.get(i) ? 510 : 1_000);
            assertThat(customer.getBalance().getHeld()).isZero();
        }
    }

    private boolean reserveAndConfirm(Shop shop, String customer) {
        shop.give(customer, 1_000);
        String coupon = Objects.requireNonNull(shop.claim(customer, "claim", "SUMMER", false));
        ReserveCheckoutRequest reserve = ReserveCheckoutRequest.newBuilder()
                .setCustomer(shop.customer(customer))
                .setRequestId("reserve")
                .setOrderId("order")
                .setBasket(Shop.basket(2)
                        .addCouponIds(coupon)
                        .setPoints(PointsPayment.newBuilder().setPoints(500)))
                .setTimeToLive(Shop.seconds(1))
                .build();
        assertThat(shop.untilKnown(() -> shop.checkouts().reserveCheckout(reserve)))
                .isNotNull();
        Shop.pause(aboutALife());
        ConfirmReservationRequest confirm = ConfirmReservationRequest.newBuilder()
                .setCustomer(shop.customer(customer))
                .setRequestId("confirm")
                .setOrderId("order")
                .build();
        var answer = shop.untilKnown(() -> shop.checkouts().confirmReservation(confirm));
        return answer != null && shop.noteUses(customer, answer.getOutcome().getOrder());
    }

    @Test
    void aHoldThatExpiresWhileItIsCapturedDoesOneOfBoth() throws Exception {
        Shop shop = Shop.open(path::gateway, "hold");

        List<Boolean> captured = Race.of(runners(RACES, i -> () -> holdAndCapture(shop, "c" + i)));

        expectThatBothWonNowAndThen(captured);
        for (int i = 0; i < RACES; i++) {
            Customer customer = shop.standing("c" + i);
            assertThat(customer.getTotals().getSpent()).isEqualTo(captured.get(i) ? 60 : 0);
            assertThat(customer.getBalance().getAvailable()).isEqualTo(captured.get(i) ? 40 : 100);
            assertThat(customer.getBalance().getHeld()).isZero();
        }
    }

    private boolean holdAndCapture(Shop shop, String customer) {
        shop.give(customer, 100);
        HoldPointsRequest hold = HoldPointsRequest.newBuilder()
                .setCustomer(shop.customer(customer))
                .setRequestId("hold")
                .setHoldId("hold")
                .setPoints(60)
                .setTimeToLive(Shop.seconds(1))
                .build();
        assertThat(shop.untilKnown(() -> shop.points().holdPoints(hold))).isNotNull();
        Shop.pause(aboutALife());
        CaptureHoldRequest capture = CaptureHoldRequest.newBuilder()
                .setCustomer(shop.customer(customer))
                .setRequestId("capture")
                .setHoldId("hold")
                .build();
        return shop.untilKnown(() -> shop.points().captureHold(capture)) != null;
    }

    /** Between most of a life and a little more than one, because a call takes some time to get there. */
    private long aboutALife() {
        return LIFE_MILLIS - 250 + random.nextInt(300);
    }

    @Test
    void refundsThatRaceNeverExceedTheOrder() throws Exception {
        Shop shop = Shop.open(path::gateway, "refund");
        shop.create(
                "summer", publicCode("SUMMER", RACES).setTerms(Shop.fivePounds().setReusableAfterCancel(true)));
        Map<String, String> coupons = new ConcurrentHashMap<>();
        Race.of(runners(RACES, i -> () -> {
            String coupon = Objects.requireNonNull(shop.claim("c" + i, "claim", "SUMMER", false));
            coupons.put("c" + i, coupon);
            return buyTen(shop, "c" + i, coupon);
        }));

        // Three refunds of four items each at once, of an order of ten: two fit, then one of two items more does.
        List<Boolean> four =
                Race.of(runners(3 * RACES, i -> () -> refund(shop, "c" + i / 3, "four-" + i % 3, 4) != null));
        List<Boolean> rest =
                Race.of(runners(2 * RACES, i -> () -> refund(shop, "c" + i / 2, "two-" + i % 2, 2) != null));

        assertThat(four.stream().filter(Boolean::booleanValue)).hasSize(2 * RACES);
        assertThat(rest.stream().filter(Boolean::booleanValue)).hasSize(RACES);
        assertThat(shop.refusals("REFUND_EXCEEDS_ORDER")).isEqualTo(2L * RACES);
        for (int i = 0; i < RACES; i++) {
            Customer customer = shop.standing("c" + i);
            // 100 pounds less 5 by the coupon, less 5 by 500 points: 90 points, all taken back, and 500 restored.
            assertThat(customer.getTotals().getTakenBack()).isEqualTo(90);
            assertThat(customer.getTotals().getRestored()).isEqualTo(500);
            assertThat(customer.getBalance().getAvailable()).isEqualTo(500);
        }
        expectOneStory(shop, customers(RACES));
        assertThat(coupons).hasSize(RACES);
    }

    private static boolean buyTen(Shop shop, String customer, String coupon) {
        shop.give(customer, 500);
        CompleteCheckoutRequest request = CompleteCheckoutRequest.newBuilder()
                .setCustomer(shop.customer(customer))
                .setRequestId("order")
                .setOrderId("order")
                .setBasket(Shop.basket(10)
                        .addCouponIds(coupon)
                        .setPoints(PointsPayment.newBuilder().setPoints(500)))
                .build();
        return shop.untilKnown(() -> shop.checkouts().completeCheckout(request)) != null;
    }

    private static @Nullable RefundOrderResponse refund(Shop shop, String customer, String requestId, long quantity) {
        RefundOrderRequest request = RefundOrderRequest.newBuilder()
                .setCustomer(shop.customer(customer))
                .setRequestId(requestId)
                .setOrderId("order")
                .addLines(RefundLine.newBuilder().setLine(1).setQuantity(quantity))
                .build();
        return shop.untilKnown(() -> shop.checkouts().refundOrder(request));
    }

    /** The control: one redemption that nobody made is enough to be caught. */
    @Test
    void aRedemptionThatClientsDidNotSeeRightIsCaught() throws Exception {
        Shop shop = Shop.open(path::gateway, "control");
        shop.create("summer", publicCode("SUMMER", 10));
        String coupon = Objects.requireNonNull(shop.claim("c0", "claim", "SUMMER", false));
        assertThat(shop.buy("c0", "order", coupon)).isTrue();
        expectOneStory(shop, customers(1));

        shop.seen().redeemed("c0", coupon, "another-order");
        try (Connection connection = path.database().getConnection()) {
            assertThat(shop.findings(connection, customers(1)))
                    .containsExactly("c0/" + coupon + " was used by another-order, which is lost");
        }
    }

    /** A race that only one side ever wins is none. */
    private static void expectThatBothWonNowAndThen(List<Boolean> first) {
        long won = first.stream().filter(Boolean::booleanValue).count();
        assertThat(won).as("won by the first, of " + first.size()).isBetween(1L, first.size() - 1L);
    }

    private static Campaign.Builder publicCode(String code, long total) {
        return Campaign.newBuilder()
                .setTerms(Shop.fivePounds())
                .setPublicCode(PublicCode.newBuilder().setCode(code))
                .setLimits(CampaignLimits.newBuilder().setTotal(total));
    }

    private static <T> List<Callable<T>> runners(int count, IntFunction<Callable<T>> runner) {
        return IntStream.range(0, count).mapToObj(runner).toList();
    }

    private static List<String> customers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private void expectOneStory(Shop shop, List<String> customers) throws SQLException {
        try (Connection connection = path.database().getConnection()) {
            assertThat(shop.lastingFindings(connection, customers)).isEmpty();
        }
    }
}
