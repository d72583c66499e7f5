package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.pence;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ConfirmReservationRequest;
import dev.giveback.loyalty.v1.ConfirmedLine;
import dev.giveback.loyalty.v1.CouponChange;
import dev.giveback.loyalty.v1.CouponChangeKind;
import dev.giveback.loyalty.v1.CouponFeedServiceGrpc;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CustomerBefore;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.OrderFeedServiceGrpc;
import dev.giveback.loyalty.v1.OrderMade;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.ReserveCheckoutRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.TailCouponChangesRequest;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import dev.giveback.loyalty.v1.TailOrdersRequest;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The feeds through the real service: gRPC, journal and PostgreSQL. */
final class FeedServiceTest {
    private static final String SPRING = "programs/shop/campaigns/spring";
    private static final Instant START = Instant.parse("2026-01-05T10:00:00.123Z");

    private static TestDatabase database;
    private static RunningLoyalty loyalty;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(
                database,
                Map.of(
                        "giveback.loyalty.feed.max-tails",
                        3,
                        "giveback.loyalty.feed.page-rows",
                        50,
                        "giveback.loyalty.feed.stall-limit",
                        "3s"));
        for (String program : List.of("shop", "other", "busy")) {
            var unused = loyalty.programs().createProgram(Requests.program(program));
        }
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    private static Tailing<TailCouponChangesRequest, TailCouponChangesResponse> coupons(String resumeToken) {
        return Tailing.all(
                TailCouponChangesRequest.newBuilder()
                        .setResumeToken(resumeToken)
                        .build(),
                CouponFeedServiceGrpc.newStub(loyalty.channel())::tailCouponChanges);
    }

    private static TailOrdersRequest of(String... programs) {
        return TailOrdersRequest.newBuilder().addAllPrograms(List.of(programs)).build();
    }

    private static Tailing<TailOrdersRequest, TailOrdersResponse> orders(TailOrdersRequest request) {
        return Tailing.all(request, OrderFeedServiceGrpc.newStub(loyalty.channel())::tailOrders);
    }

    private static List<TailCouponChangesResponse> next(
            Tailing<TailCouponChangesRequest, TailCouponChangesResponse> tail, int count, String customer)
            throws InterruptedException {
        return tail.next(count, message -> message.getCustomer().equals(customer));
    }

    private static GrantCouponRequest.Builder grant(String customer, String id, String campaign) {
        return GrantCouponRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("grant-" + id)
                .setCouponId(id)
                .setCampaign(campaign)
                .setCampaignVersion(campaign.isEmpty() ? 0 : 3)
                .setCode(campaign.isEmpty() ? "" : "SPRING10")
                .setStartTime(Timestamps.fromMillis(START.toEpochMilli()))
                .setTerms(CouponTerms.newBuilder()
                        .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000))
                        .setStackingClass(id)
                        .setReusableAfterCancel(true));
    }

    private static CompleteCheckoutRequest checkout(String customer, String order, String... coupons) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("checkout-" + order)
                .setOrderId(order)
                .setBasket(Basket.newBuilder().addLines(line("MUG", 4, 250)).addAllCouponIds(List.of(coupons)))
                .build();
    }

    private static CouponChange.Builder change(CouponChangeKind kind, String coupon, boolean redeemedBefore) {
        return CouponChange.newBuilder()
                .setKind(kind)
                .setCouponId(coupon)
                .setCampaign(SPRING)
                .setCampaignVersion(3)
                .setCode("SPRING10")
                .setStartTime(Timestamps.fromMillis(START.toEpochMilli()))
                .setRedeemedBefore(redeemedBefore);
    }

    @Test
    void whatBecomesOfACouponComesInOrderWithAllThatItsCampaignMustKnow() throws Exception {
        String ann = "programs/shop/customers/ann";
        long future = Instant.now().plusSeconds(86_400).toEpochMilli();
        var granted = loyalty.coupons().grantCoupon(grant(ann, "ten", SPRING).build());
        assertThat(loyalty.coupons()
                        .grantCoupon(grant(ann, "by-hand", "").build())
                        .getCoupon()
                        .getCouponId())
                .isEqualTo("by-hand");
        assertThat(loyalty.coupons()
                        .grantCoupon(grant(ann, "old", SPRING)
                                .setExpireTime(Timestamps.fromMillis(future))
                                .build())
                        .hasCoupon())
                .isTrue();
        var bought = loyalty.checkouts().completeCheckout(checkout(ann, "o1", "ten", "by-hand"));
        assertThat(bought.getOutcome().getOrder().getDiscountTotal()).isEqualTo(pence(190));
        var refunded = loyalty.checkouts().refundOrder(Requests.refund(ann, "refund", "o1", 1, 4));
        assertThat(refunded.getReturnedCouponIdsList()).containsExactlyInAnyOrder("ten", "by-hand");
        var again = loyalty.checkouts().completeCheckout(checkout(ann, "o2", "ten"));
        assertThat(again.getOutcome().getOrder().getDiscountTotal()).isEqualTo(pence(100));
        assertThat(loyalty.coupons()
                        .grantCoupon(grant(ann, "gone", SPRING).build())
                        .hasCoupon())
                .isTrue();
        assertThat(loyalty.coupons()
                        .revokeCoupon(RevokeCouponRequest.newBuilder()
                                .setCustomer(ann)
                                .setRequestId("revoke")
                                .setCouponId("gone")
                                .build())
                        .hasCoupon())
                .isTrue();
        loyalty.setForward(Duration.ofDays(2));
        var plain = loyalty.checkouts().completeCheckout(checkout(ann, "o3"));
        assertThat(plain.getOutcome().getOrder().getOrderId()).isEqualTo("o3");

        try (var tail = coupons("")) {
            List<TailCouponChangesResponse> messages = next(tail, 8, ann);
            List<CouponChange> changes = messages.stream()
                    .flatMap(message -> message.getChangesList().stream())
                    .toList();
            long discount = changes.get(2).getDiscount().getNanos() / 10_000_000
                    + changes.get(2).getDiscount().getUnits() * 100;
            assertThat(discount).isIn(100L, 90L);
            assertThat(changes)
                    .containsExactly(
                            change(CouponChangeKind.COUPON_CHANGE_KIND_GRANTED, "ten", false)
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_GRANTED, "old", false)
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_REDEEMED, "ten", false)
                                    .setDiscount(pence(discount))
                                    .setOrderId("o1")
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_GIVEN_BACK, "ten", false)
                                    .setDiscount(pence(discount))
                                    .setOrderId("o1")
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_REDEEMED, "ten", true)
                                    .setDiscount(pence(100))
                                    .setOrderId("o2")
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_GRANTED, "gone", false)
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_REVOKED, "gone", false)
                                    .build(),
                            change(CouponChangeKind.COUPON_CHANGE_KIND_EXPIRED, "old", false)
                                    .build());
            assertThat(messages.getFirst().getRecordTime())
                    .isEqualTo(granted.getCoupon().getGrantTime());
            assertThat(messages).isSortedAccordingTo(FeedServiceTest::byPlace);
        }
    }

    private static int byPlace(TailCouponChangesResponse one, TailCouponChangesResponse other) {
        return one.getTransaction() == other.getTransaction()
                ? Long.compare(one.getOrdering(), other.getOrdering())
                : Long.compare(one.getTransaction(), other.getTransaction());
    }

    @Test
    void whoResumesMissesNothingAndSeesNothingTwice() throws Exception {
        String ben = "programs/shop/customers/ben";
        for (int i = 0; i < 10; i++) {
            assertThat(loyalty.coupons()
                            .grantCoupon(grant(ben, "c" + i, SPRING).build())
                            .hasCoupon())
                    .isTrue();
        }
        List<String> seen = new ArrayList<>();
        String token = "";
        for (int i = 0; i < 10; i++) {
            try (var tail = coupons(token)) {
                TailCouponChangesResponse message = next(tail, 1, ben).getFirst();
                seen.add(message.getChanges(0).getCouponId());
                token = message.getResumeToken();
            }
        }
        assertThat(seen).containsExactly("c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9");
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        for (String token : List.of("1", "a:b", "-1:0", "9223372036854775808:0", "1:2:3")) {
            try (var tail = coupons(token)) {
                Refusal refusal = refusalOf(tail);
                assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
                assertThat(refusal.fields().getFirst()).startsWith("resume_token: ");
            }
        }
        try (var tail = orders(of("programs/shop", "programs/Shop"))) {
            assertThat(refusalOf(tail).fields().getFirst()).startsWith("programs[1]: ");
        }
        try (var tail = orders(TailOrdersRequest.getDefaultInstance())) {
            assertThat(refusalOf(tail).fields().getFirst()).startsWith("programs: ");
        }
    }

    private static Refusal refusalOf(Tailing<?, ?> tail) throws Exception {
        var end = tail.end();
        return Refusal.of(() -> {
            throw end;
        });
    }

    @Test
    void ordersOfTheProgramsAskedForComeWithTheCustomerRightBefore() throws Exception {
        String cat = "programs/shop/customers/cat";
        var foreign = loyalty.checkouts().completeCheckout(checkout("programs/other/customers/cat", "x"));
        assertThat(foreign.getOutcome().getOrder().getOrderId()).isEqualTo("x");
        var plain = loyalty.checkouts().completeCheckout(checkout(cat, "o1"));
        assertThat(loyalty.checkouts()
                        .reserveCheckout(ReserveCheckoutRequest.newBuilder()
                                .setCustomer(cat)
                                .setRequestId("reserve")
                                .setOrderId("o2")
                                .setBasket(Basket.newBuilder()
                                        .addLines(line("MUG", 4, 250))
                                        .addLines(line("CUP", 2, 100)))
                                .build())
                        .hasExpireTime())
                .isTrue();
        var confirmed = loyalty.checkouts()
                .confirmReservation(ConfirmReservationRequest.newBuilder()
                        .setCustomer(cat)
                        .setRequestId("confirm")
                        .setOrderId("o2")
                        .addLines(ConfirmedLine.newBuilder().setLine(1).setQuantity(3))
                        .build());
        assertThat(confirmed.getOutcome().getOrder().getTotal()).isEqualTo(pence(750));
        var refunded = loyalty.checkouts().refundOrder(Requests.refund(cat, "refund", "o1", 1, 1));
        assertThat(refunded.getAmount()).isEqualTo(pence(250));

        try (var tail = orders(of("programs/shop"))) {
            List<TailOrdersResponse> messages =
                    tail.next(3, message -> message.getCustomer().endsWith("/cat"));
            OrderMade first = messages.get(0).getMade();
            assertThat(messages.get(0).getCustomer()).isEqualTo(cat);
            assertThat(messages.get(0).getRecordTime()).isEqualTo(first.getPurchaseTime());
            assertThat(first.toBuilder().clearLocalMillis().build())
                    .isEqualTo(OrderMade.newBuilder()
                            .setOrderId("o1")
                            .setPurchaseTime(plain.getOutcome().getOrder().getPurchaseTime())
                            .setListTotal(pence(1_000))
                            .setPaidTotal(pence(1_000))
                            .setQuantity(4)
                            .setLineCount(1)
                            .setCustomerBefore(CustomerBefore.getDefaultInstance())
                            .build());
            Instant purchased = Instant.ofEpochMilli(Timestamps.toMillis(first.getPurchaseTime()));
            assertThat(first.getLocalMillis())
                    .isEqualTo(purchased.toEpochMilli()
                            + java.time.ZoneId.of("Europe/London")
                                            .getRules()
                                            .getOffset(purchased)
                                            .getTotalSeconds()
                                    * 1_000L);
            OrderMade part = messages.get(1).getMade();
            assertThat(part.getListTotal()).isEqualTo(pence(750));
            assertThat(part.getQuantity()).isEqualTo(3);
            assertThat(part.getLineCount()).isEqualTo(1);
            assertThat(part.getCustomerBefore())
                    .isEqualTo(CustomerBefore.newBuilder()
                            .setOrderCount(1)
                            .setPoints(10)
                            .build());
            assertThat(messages.get(2).getRefund().getOrderId()).isEqualTo("o1");
            assertThat(messages.get(2).getRefund().getAmount()).isEqualTo(pence(250));
        }
    }

    @Test
    void aSlowReaderHoldsUpNobodyAndGetsEverything() throws Exception {
        try (var slow = Tailing.onDemand(
                of("programs/busy"), OrderFeedServiceGrpc.newStub(loyalty.narrowChannel())::tailOrders)) {
            for (int i = 0; i < 200; i++) {
                var made = loyalty.checkouts().completeCheckout(checkout("programs/busy/customers/c" + i % 7, "o" + i));
                assertThat(made.getOutcome().getOrder().getOrderId()).isEqualTo("o" + i);
            }
            assertThat(slow.received()).isZero();
            slow.take(5);
            // The first may only tell how far the feed was read.
            List<TailOrdersResponse> first = slow.next(5, any -> true);
            assertThat(slow.received()).isZero();
            slow.take(1_000);
            int made = (int) first.stream().filter(TailOrdersResponse::hasMade).count();
            List<TailOrdersResponse> all = new ArrayList<>(first);
            all.addAll(slow.next(200 - made, TailOrdersResponse::hasMade));
            assertThat(all.stream()
                            .filter(TailOrdersResponse::hasMade)
                            .map(message -> message.getMade().getOrderId())
                            .distinct())
                    .hasSize(200);
        }
    }

    @Test
    void whoTakesNothingForTooLongIsSentAwayAndNobodyElse() throws Exception {
        for (int i = 0; i < 800; i++) {
            String id = "s" + i;
            var enrolled = loyalty.checkouts().completeCheckout(checkout("programs/busy/customers/" + id, id));
            assertThat(enrolled.getOutcome().getOrder().getOrderId()).isEqualTo(id);
        }
        try (var stalled = Tailing.onDemand(
                        of("programs/busy"), OrderFeedServiceGrpc.newStub(loyalty.narrowChannel())::tailOrders);
                var healthy = orders(of("programs/busy"))) {
            assertThat(healthy.next(800, message -> message.hasMade())).hasSize(800);
            Thread.sleep(4_000);
            // How it ended stands behind what was on its way.
            stalled.take(10_000);
            Refusal refusal = refusalOf(stalled);
            assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(refusal.reason()).isEqualTo("FEED_INTERRUPTED");
            assertThat(stalled.received()).isLessThan(800);
        }
    }

    @Test
    void moreTailsThanThereMayBeAreRefusedUntilAPlaceIsFree() throws Exception {
        try (var one = coupons("");
                var two = coupons("")) {
            try (var three = coupons("")) {
                assertThat(List.of(one, two, three)).noneMatch(tail -> tail.received() < 0);
                try (var four = coupons("")) {
                    Refusal refusal = refusalOf(four);
                    assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                    assertThat(refusal.reason()).isEqualTo("OVERLOADED");
                }
            }
            boolean isLetIn = false;
            for (int i = 0; i < 50 && !isLetIn; i++) {
                try (var next = coupons("")) {
                    isLetIn = !next.hasEndedWithin(Duration.ofMillis(500));
                }
            }
            assertThat(isLetIn).isTrue();
        }
    }

    @Test
    void howFarTheFeedWasReadIsToldOnceASecondAndCanBeResumedFrom() throws Exception {
        try (var tail = orders(of("programs/none"))) {
            long begun = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                var unused =
                        loyalty.points().adjustPoints(Requests.adjust("programs/shop/customers/dan", "adjust-" + i, 1));
                Thread.sleep(100);
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(tail.received()).isBetween(1, (int) seconds + 1);
            TailOrdersResponse message = tail.next(1, any -> true).getFirst();
            assertThat(message.getCustomer()).isEmpty();
            assertThat(message.hasRecordTime()).isFalse();
            try (var resumed = orders(of("programs/none").toBuilder()
                    .setResumeToken(message.getResumeToken())
                    .build())) {
                assertThat(resumed.hasEndedWithin(Duration.ofMillis(300))).isFalse();
            }
        }
    }

    @Test
    void aServiceThatStopsEndsItsStreamsAtOnce() throws Exception {
        try (TestDatabase own = TestDatabase.create()) {
            RunningLoyalty stopping = RunningLoyalty.start(own);
            var tail = Tailing.all(
                    TailCouponChangesRequest.getDefaultInstance(),
                    CouponFeedServiceGrpc.newStub(stopping.channel())::tailCouponChanges);
            assertThat(tail.hasEndedWithin(Duration.ofMillis(300))).isFalse();
            long begun = System.nanoTime();
            stopping.stop();
            Refusal refusal = refusalOf(tail);
            assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(refusal.reason()).isEqualTo("FEED_INTERRUPTED");
            // The drain did not wait for it.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            stopping.close();
        }
    }
}
