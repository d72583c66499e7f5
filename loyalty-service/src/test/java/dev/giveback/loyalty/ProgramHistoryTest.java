package dev.giveback.loyalty;

import static dev.giveback.loyalty.HistoryShop.known;
import static dev.giveback.loyalty.HistoryShop.knownNow;
import static dev.giveback.loyalty.HistoryShop.time;
import static dev.giveback.loyalty.HistoryShop.timestamp;
import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.admin.v1.AdminAct;
import dev.giveback.loyalty.v1.Balance;
import dev.giveback.loyalty.v1.CouponAt;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.CustomerAt;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.Lot;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.loyalty.v1.PointsByAge;
import dev.giveback.loyalty.v1.PointsByMonth;
import dev.giveback.loyalty.v1.ProgramAt;
import dev.giveback.loyalty.v1.ReadProgramAtRequest;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.loyalty.v1.TierAt;
import dev.giveback.loyalty.v1.Totals;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole program at any time against the sum over its customers, one by one, and against what the directory says now. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Of calls that only tell the story their success is of interest.
final class ProgramHistoryTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final List<String> CUSTOMERS = List.of("ann", "ben", "cleo", "dora", "emil", "finn");

    private static TestDatabase database;
    private static RunningLoyalty loyalty;
    private static HistoryShop shop;
    private static final List<Instant> TIMES = new ArrayList<>();

    /** Four customers with a bit of everything months apart, points sent, one merged away, and late facts. */
    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        // While there are calls a reading rests most of the time, so that it can be cancelled in the middle.
        loyalty = RunningLoyalty.start(database, Map.of("giveback.loyalty.admin.share-percent", 1));
        shop = new HistoryShop(loyalty, "shop");
        new HistoryShop(loyalty, "shop-2").story("other");
        TIMES.add(loyalty.now());
        for (String id : List.of("ann", "ben", "cleo", "dora")) {
            shop.story(id);
            TIMES.add(loyalty.now());
            loyalty.setForward(Duration.ofDays(25));
        }
        String emil = shop.customer("emil");
        String finn = shop.customer("finn");
        loyalty.points().adjustPoints(adjust(emil, "welcome", 500));
        loyalty.checkouts().completeCheckout(checkout(emil, "e-1", line("MUG", 3, 1_000)));
        loyalty.points().adjustPoints(adjust(finn, "welcome", 5));
        loyalty.points().transferPoints(transfer(emil, "t-1", finn, 120));
        TIMES.add(loyalty.now());
        loyalty.setForward(Duration.ofDays(20));
        Instant weekAgo = loyalty.now().minus(Duration.ofDays(7));
        loyalty.checkouts()
                .refundOrder(refund(emil, "late", "e-1", 1, 2).toBuilder()
                        .setRefundTime(timestamp(weekAgo))
                        .build());
        loyalty.checkouts()
                .completeCheckout(checkout(finn, "f-1", line("TEA", 1, 4_400)).toBuilder()
                        .setPurchaseTime(timestamp(weekAgo.minus(Duration.ofDays(10))))
                        .build());
        TIMES.add(loyalty.now().minus(Duration.ofDays(5)));
        loyalty.customers()
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(emil)
                        .setTarget(finn)
                        .setRequestId("merge")
                        .build());
        TIMES.add(loyalty.now());
        TIMES.add(loyalty.now().plus(Duration.ofDays(45)));
        TIMES.add(loyalty.now().plus(Duration.ofDays(4_000)));
    }

    @AfterAll
    static void stop() {
        loyalty.close();
        database.close();
    }

    @Test
    void itIsTheSumOfItsCustomersAtEveryTime() {
        for (Instant about : TIMES) {
            expectTheSum(time(about), about);
            expectTheSum(knownNow(about), about);
        }
        expectTheSum(
                known(TIMES.get(4).plus(Duration.ofDays(3)), TIMES.get(2)),
                TIMES.get(4).plus(Duration.ofDays(3)));
    }

    @Test
    void whatIsKnownTodayOfLastWeekIsNotWhatWasKnownThen() {
        Instant lastWeek = TIMES.get(6);
        ProgramAt then = shop.program(time(lastWeek));
        ProgramAt today = shop.program(knownNow(lastWeek));
        assertThat(then.getLateFactCount()).isZero();
        assertThat(today.getLateFactCount()).isEqualTo(2);
        assertThat(today.getOrderCount()).isEqualTo(then.getOrderCount() + 1);
        assertThat(today.getBalance().getTotal()).isEqualTo(then.getBalance().getTotal() - 20 + 44);
    }

    private static void expectTheSum(Moment moment, Instant about) {
        ProgramAt program = shop.program(moment);
        List<CustomerAt> customers = CUSTOMERS.stream()
                .map(id -> shop.at(shop.customer(id), moment))
                .filter(customer ->
                        customer.getCustomer().getRevision() > 0 || customer.getLateSequenceNumbersCount() > 0)
                .toList();
        assertThat(program.getCustomerCount()).isEqualTo(customers.size());
        assertThat(program.getMemberCount())
                .isEqualTo(customers.stream()
                        .filter(one -> one.getCustomer().getMembership() == Membership.MEMBERSHIP_MEMBER)
                        .count());
        assertThat(program.getOrderCount())
                .isEqualTo(sum(customers, one -> one.getCustomer().getOrderCount()));
        expectBalance(program.getBalance(), customers);
        expectTotals(program.getTotals(), customers);
        assertThat(program.getPointsInTransit()).isEqualTo(sum(customers, CustomerAt::getPointsInTransit));
        assertThat(program.getTotals().getTransferred()).isEqualTo(-program.getPointsInTransit());
        expectGroups(program, customers, about);
    }

    private static long sum(List<CustomerAt> customers, ToLongFunction<CustomerAt> part) {
        return customers.stream().mapToLong(part).sum();
    }

    private static void expectBalance(Balance balance, List<CustomerAt> customers) {
        assertThat(balance)
                .isEqualTo(Balance.newBuilder()
                        .setAvailable(sum(
                                customers, one -> one.getCustomer().getBalance().getAvailable()))
                        .setPending(sum(
                                customers, one -> one.getCustomer().getBalance().getPending()))
                        .setHeld(sum(
                                customers, one -> one.getCustomer().getBalance().getHeld()))
                        .setOwed(sum(
                                customers, one -> one.getCustomer().getBalance().getOwed()))
                        .setTotal(sum(
                                customers, one -> one.getCustomer().getBalance().getTotal()))
                        .build());
    }

    private static void expectTotals(Totals totals, List<CustomerAt> customers) {
        for (var part : List.<ToLongFunction<Totals>>of(
                Totals::getEarned,
                Totals::getSpent,
                Totals::getExpired,
                Totals::getTakenBack,
                Totals::getRestored,
                Totals::getAdjusted,
                Totals::getTransferred)) {
            assertThat(part.applyAsLong(totals))
                    .isEqualTo(sum(
                            customers, one -> part.applyAsLong(one.getCustomer().getTotals())));
        }
    }

    /** By age, month and tier, from the customers' lots as they are published. */
    private static void expectGroups(ProgramAt program, List<CustomerAt> customers, Instant about) {
        Map<Integer, Long> ages = new TreeMap<>();
        Map<String, Long> months = new TreeMap<>();
        Map<String, Long> tiers = new TreeMap<>();
        Map<CouponState, Long> coupons = new TreeMap<>();
        for (CustomerAt customer : customers) {
            for (Lot lot : customer.getLotsList()) {
                boolean isOver = lot.hasExpireTime()
                        && !HistoryShop.instant(lot.getExpireTime()).isAfter(about);
                long points = isOver ? lot.getHeld() : lot.getRemaining();
                long days = Duration.between(HistoryShop.instant(lot.getEarnTime()), about)
                        .minusNanos(1)
                        .toDays();
                int age = days < 30 ? 30 : days < 90 ? 90 : days < 180 ? 180 : days < 365 ? 365 : 0;
                ages.merge(age, points, Long::sum);
                String month = lot.hasExpireTime()
                        ? YearMonth.from(
                                        HistoryShop.instant(lot.getExpireTime()).atZone(LONDON))
                                .toString()
                        : "";
                months.merge(month, points, Long::sum);
            }
            tiers.merge(
                    customer.getCustomer().getTier().getTierId(),
                    customer.getCustomer().getBalance().getTotal(),
                    Long::sum);
            for (CouponAt coupon : customer.getCouponsList()) {
                coupons.merge(coupon.getState(), 1L, Long::sum);
            }
        }
        assertThat(program.getAgesList()).extracting(PointsByAge::getMaxDays).containsExactly(30, 90, 180, 365, 0);
        assertThat(program.getAgesList())
                .allSatisfy(age -> assertThat(age.getPoints()).isEqualTo(ages.getOrDefault(age.getMaxDays(), 0L)));
        Map<String, Long> published = new TreeMap<>();
        program.getMonthsList().forEach(month -> published.put(month.getMonth(), month.getPoints()));
        assertThat(published).isEqualTo(months);
        Balance balance = program.getBalance();
        long outstanding = balance.getTotal() + balance.getOwed();
        assertThat(program.getAgesList().stream()
                        .mapToLong(PointsByAge::getPoints)
                        .sum())
                .isEqualTo(outstanding);
        assertThat(program.getMonthsList().stream()
                        .mapToLong(PointsByMonth::getPoints)
                        .sum())
                .isEqualTo(outstanding);
        assertThat(program.getTiersList()).extracting(TierAt::getTierId).startsWith("", "bronze", "silver");
        assertThat(program.getTiersList())
                .allSatisfy(tier -> assertThat(tier.getPoints()).isEqualTo(tiers.getOrDefault(tier.getTierId(), 0L)));
        assertThat(program.getTiersList().stream()
                        .mapToLong(TierAt::getCustomers)
                        .sum())
                .isEqualTo(customers.size());
        assertThat(program.getCoupons().getAvailable())
                .isEqualTo(coupons.getOrDefault(CouponState.COUPON_STATE_AVAILABLE, 0L));
        assertThat(program.getCoupons().getRedeemed())
                .isEqualTo(coupons.getOrDefault(CouponState.COUPON_STATE_REDEEMED, 0L));
        assertThat(program.getCoupons().getRevoked())
                .isEqualTo(coupons.getOrDefault(CouponState.COUPON_STATE_REVOKED, 0L));
    }

    @Test
    void nowItIsWhatTheDirectorySays() throws Exception {
        ProgramAt now = shop.program(Moment.getDefaultInstance());
        GetProgramTotalsResponse totals = directory();
        for (int tries = 0; totals.getEventCount() < now.getEventCount() && tries < 200; tries++) {
            Thread.sleep(50);
            totals = directory();
            // The sweeper may record expiries meanwhile.
            now = shop.program(Moment.getDefaultInstance());
        }
        assertThat(totals.getEventCount()).isEqualTo(now.getEventCount());
        assertThat(totals.getCustomerCount()).isEqualTo(now.getCustomerCount());
        assertThat(totals.getOrderCount()).isEqualTo(now.getOrderCount());
        assertThat(totals.getTotals())
                .isEqualTo(now.getTotals().toBuilder()
                        .setExpired(now.getTotals().getExpired() - now.getUnrecordedExpired())
                        .build());
        assertThat(totals.getOutstanding()).isEqualTo(now.getBalance().getTotal() + now.getUnrecordedExpired());
    }

    private static GetProgramTotalsResponse directory() {
        return loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build());
    }

    @Test
    void aProgramWithoutCustomersThenHasNothing() {
        ProgramAt before = shop.program(time(TIMES.getFirst().minus(Duration.ofDays(1))));
        assertThat(before.getCustomerCount()).isZero();
        assertThat(before.getEventCount()).isZero();
        assertThat(before.getBalance()).isEqualTo(Balance.getDefaultInstance());
        assertThat(before.getMonthsList()).isEmpty();
        assertThat(before.getProgramVersion()).isEqualTo(1);
    }

    @Test
    void aProgramThatThereIsNotIsRefused() {
        Refusal refusal = Refusal.of(() -> loyalty.journal()
                .readProgramAt(ReadProgramAtRequest.newBuilder()
                        .setName("programs/none")
                        .build())
                .hasNext());
        assertThat(refusal.code()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(refusal.reason()).isEqualTo("PROGRAM_NOT_FOUND");
    }

    @Test
    void aReadingIsCancelledAndLeavesItsAct() throws Exception {
        HistoryShop busy = new HistoryShop(loyalty, "busy");
        for (int i = 0; i < 1_200; i++) {
            loyalty.points().adjustPoints(adjust(busy.customer("c" + i % 40), "a-" + i, 1));
        }
        AtomicBoolean isOver = new AtomicBoolean();
        Thread shopper = Thread.ofVirtual().start(() -> {
            while (!isOver.get()) {
                busy.now(busy.customer("c1"));
            }
        });
        Context.CancellableContext context = Context.current().withCancellation();
        context.run(() -> JournalServiceGrpc.newStub(loyalty.channel())
                .readProgramAt(
                        ReadProgramAtRequest.newBuilder()
                                .setName("programs/busy")
                                .build(),
                        new Ignoring()));
        assertThat(act("programs/busy", AdminAct::hasBeginTime).hasEndTime()).isFalse();
        context.cancel(null);
        assertThat(act("programs/busy", AdminAct::hasEndTime).getOutcome()).isEqualTo("CANCELLED");
        isOver.set(true);
        shopper.join();
        assertThat(busy.program(Moment.getDefaultInstance()).getBalance().getTotal())
                .isEqualTo(1_200);
    }

    /** The latest act about a subject as soon as it is so. */
    private static AdminAct act(String subject, Predicate<AdminAct> isSo) throws InterruptedException {
        for (int tries = 0; tries < 2_000; tries++) {
            AdminAct latest = loyalty
                    .journal()
                    .listAdminActs(
                            ListAdminActsRequest.newBuilder().setPageSize(100).build())
                    .getActsList()
                    .stream()
                    .filter(act -> act.getSubject().equals(subject))
                    .findFirst()
                    .orElse(AdminAct.getDefaultInstance());
            if (isSo.test(latest)) {
                return latest;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("not within 10 s: the act about " + subject);
    }

    /** A caller that does not look at what comes. */
    private static final class Ignoring implements StreamObserver<ReadProgramAtResponse> {
        @Override
        public void onNext(ReadProgramAtResponse answer) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
