package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.type.Date;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.insight.v1.CheckFiguresRequest;
import dev.giveback.insight.v1.DayFigures;
import dev.giveback.insight.v1.ForecastPeriod;
import dev.giveback.insight.v1.GetBreakageRequest;
import dev.giveback.insight.v1.GetDailyFiguresRequest;
import dev.giveback.insight.v1.GetDailyFiguresResponse;
import dev.giveback.insight.v1.GetExpiryForecastRequest;
import dev.giveback.insight.v1.GetExpiryForecastResponse;
import dev.giveback.insight.v1.GetRetentionRequest;
import dev.giveback.insight.v1.GetTierMixRequest;
import dev.giveback.insight.v1.InsightServiceGrpc;
import dev.giveback.insight.v1.InsightServiceGrpc.InsightServiceBlockingStub;
import dev.giveback.insight.v1.RebuildFiguresRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CustomerOrder;
import dev.giveback.loyalty.v1.CustomerSummary;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.ListCustomersRequest;
import dev.giveback.loyalty.v1.ListCustomersResponse;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole service: what shops did is in the figures a moment later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
final class InsightServiceTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NEW_PROGRAM = "programs/empty";

    private final TestDatabase database = TestDatabase.create();
    private RunningLoyalty loyalty;

    @BeforeAll
    void startService() throws Exception {
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(Requests.program("empty"));
    }

    @AfterAll
    void stopService() {
        loyalty.close();
        database.close();
    }

    private InsightServiceBlockingStub insights() {
        return InsightServiceGrpc.newBlockingStub(loyalty.channel()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(loyalty.now(), LONDON);
    }

    @Test
    void aDayHasWhatWasDoneOnIt() {
        loyalty.programs().createProgram(Requests.program("day"));
        String anna = "programs/day/customers/anna";
        String ben = "programs/day/customers/ben";
        loyalty.customers().enrollCustomer(Requests.enrol(anna, "enrol"));
        loyalty.checkouts().completeCheckout(Requests.checkout(anna, "o1", Requests.line("TEA", 2, 1_000)));
        loyalty.checkouts().completeCheckout(Requests.checkout(anna, "o2", Requests.line("TEA", 1, 500)));
        loyalty.checkouts().refundOrder(Requests.refund(anna, "r1", "o1", 1, 1));
        loyalty.points().redeemPoints(Requests.redeem(anna, "spend", 7));
        loyalty.points().adjustPoints(Requests.adjust(ben, "gift", 30));
        loyalty.checkouts().completeCheckout(boughtDaysAgo(ben, "o3", 3));
        GetDailyFiguresResponse figures = awaitFigures("programs/day", 3);

        DayFigures day = figures.getDaysList().getLast();
        assertThat(day.getDate()).isEqualTo(date(today()));
        assertThat(day.getPointsIssued())
                .as("20 and 5 for the tea, 10 a member's order")
                .isEqualTo(45);
        assertThat(day.getPointsTakenBack()).as("half of the first order").isEqualTo(15);
        assertThat(day.getPointsRedeemed()).isEqualTo(7);
        assertThat(day.getPointsAdjusted()).isEqualTo(30);
        assertThat(day.getOutstanding()).isEqualTo(45 - 15 - 7 + 30 + 10);
        assertThat(day.getOrderCount()).isEqualTo(2);
        assertThat(day.getSpent().getUnits()).isEqualTo(25);
        assertThat(day.getRefundCount()).isEqualTo(1);
        assertThat(day.getRefunded().getUnits()).isEqualTo(10);
        assertThat(day.getActiveCustomers()).isEqualTo(1);
        assertThat(day.getNewCustomers()).isEqualTo(2);
        assertThat(day.hasOutstandingValue()).as("the program has no rate").isFalse();

        DayFigures before = figures.getDays(figures.getDaysCount() - 4);
        assertThat(before.getDate()).isEqualTo(date(today().minusDays(3)));
        assertThat(before.getPointsIssued()).isEqualTo(10);
        assertThat(before.getOutstanding()).isEqualTo(10);
        assertThat(before.getActiveCustomers()).isEqualTo(1);
        assertThat(figures.getDaysCount()).isEqualTo(30);
        assertThat(figures.getFirstDate()).isEqualTo(before.getDate());
        assertThat(figures.getTimeZone()).isEqualTo("Europe/London");
        long outstanding = loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/day")
                        .build())
                .getOutstanding();
        assertThat(day.getOutstanding()).isEqualTo(outstanding);

        var tiers = insights()
                .getTierMix(
                        GetTierMixRequest.newBuilder().setName("programs/day").build());
        assertThat(tiers.getTiersList()).hasSize(1);
        assertThat(tiers.getTiers(0).getCustomers()).isEqualTo(2);
        assertThat(tiers.getTiers(0).getMembers()).isEqualTo(1);
        assertThat(tiers.getTiers(0).getPoints()).isEqualTo(outstanding);

        var breakage = insights()
                .getBreakage(
                        GetBreakageRequest.newBuilder().setName("programs/day").build());
        assertThat(breakage.getMonthsList().stream()
                                .mapToLong(each -> each.getOpen())
                                .sum()
                        + breakage.getEarlier().getOpen())
                .isEqualTo(outstanding);
        var retention = insights()
                .getRetention(
                        GetRetentionRequest.newBuilder().setName("programs/day").build());
        assertThat(retention.getCohortsList().stream()
                        .mapToLong(each -> each.getCustomers())
                        .sum())
                .isEqualTo(2);
        assertThat(forecast("programs/day").getLastingPoints())
                .as("points of this program never expire")
                .isEqualTo(outstanding);

        var check = insights().checkFigures(CheckFiguresRequest.getDefaultInstance());
        assertThat(check.getDifferencesList()).isEmpty();
        assertThat(check.getEventCount()).isGreaterThanOrEqualTo(7);
    }

    private static CompleteCheckoutRequest boughtDaysAgo(String customer, String order, int days) {
        CompleteCheckoutRequest request = Requests.checkout(customer, order, Requests.line("TEA", 1, 1_000));
        return request.toBuilder()
                .setPurchaseTime(com.google.protobuf.util.Timestamps.fromMillis(
                        System.currentTimeMillis() - Duration.ofDays(days).toMillis()))
                .build();
    }

    private GetDailyFiguresResponse awaitFigures(String program, long orders) {
        return await(
                () -> insights()
                        .getDailyFigures(GetDailyFiguresRequest.newBuilder()
                                .setName(program)
                                .build()),
                answer -> answer.getDaysList().stream()
                                .mapToLong(DayFigures::getOrderCount)
                                .sum()
                        == orders);
    }

    /** Asks until the answer is right; figures that are being counted are asked for again. */
    private static <T> T await(Supplier<T> question, Predicate<T> isRight) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                T answer = question.get();
                if (isRight.test(answer)) {
                    return answer;
                }
            } catch (StatusRuntimeException away) {
                assertThat(away.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            }
            assertThat(System.nanoTime()).as("the patience for it").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private GetExpiryForecastResponse forecast(String program) {
        return insights()
                .getExpiryForecast(
                        GetExpiryForecastRequest.newBuilder().setName(program).build());
    }

    private static Date date(LocalDate day) {
        return Date.newBuilder()
                .setYear(day.getYear())
                .setMonth(day.getMonthValue())
                .setDay(day.getDayOfMonth())
                .build();
    }

    @Test
    void aProgramWithoutEventsHasRowsOfZeros() {
        GetDailyFiguresResponse figures = awaitFigures(NEW_PROGRAM, 0);
        assertThat(figures.getDaysCount()).isEqualTo(30);
        assertThat(figures.hasFirstDate()).isFalse();
        assertThat(figures.getDaysList()).allMatch(day -> day.getOutstanding() == 0 && day.hasSpent());
        assertThat(forecast(NEW_PROGRAM).getPeriodsCount()).isEqualTo(12);
        assertThat(insights()
                        .getTierMix(GetTierMixRequest.newBuilder()
                                .setName(NEW_PROGRAM)
                                .build())
                        .getTiersCount())
                .isZero();
        assertThat(insights()
                        .getRetention(GetRetentionRequest.newBuilder()
                                .setName(NEW_PROGRAM)
                                .build())
                        .getCohortsCount())
                .isZero();
        assertThat(insights()
                        .getBreakage(GetBreakageRequest.newBuilder()
                                .setName(NEW_PROGRAM)
                                .build())
                        .getEarlier()
                        .getIssued())
                .isZero();
    }

    @Test
    void whatCannotBeAskedIsRefusedByItsField() {
        GetDailyFiguresRequest.Builder asked =
                GetDailyFiguresRequest.newBuilder().setName(NEW_PROGRAM).setEndDate(date(LocalDate.of(2026, 1, 1)));
        assertRefused(
                "end_date: must be a day",
                () -> insights()
                        .getDailyFigures(asked.clone()
                                .setEndDate(Date.newBuilder()
                                        .setYear(2026)
                                        .setMonth(2)
                                        .setDay(30))
                                .build()));
        assertRefused(
                "start_date: must not lie after end_date",
                () -> insights()
                        .getDailyFigures(asked.clone()
                                .setStartDate(date(LocalDate.of(2026, 1, 2)))
                                .build()));
        LocalDate first = LocalDate.of(2026, 1, 1).minusDays(799);
        assertThat(insights()
                        .getDailyFigures(asked.clone().setStartDate(date(first)).build())
                        .getDaysCount())
                .isEqualTo(800);
        assertRefused(
                "start_date: must not lie after end_date, nor 800 days",
                () -> insights()
                        .getDailyFigures(asked.clone()
                                .setStartDate(date(first.minusDays(1)))
                                .build()));
        assertRefused(
                "count: must be at most 36",
                () -> insights()
                        .getExpiryForecast(GetExpiryForecastRequest.newBuilder()
                                .setName(NEW_PROGRAM)
                                .setPeriod(ForecastPeriod.FORECAST_PERIOD_MONTH)
                                .setCount(37)
                                .build()));
        assertRefused(
                "context.reason: must say why",
                () -> insights().rebuildFigures(RebuildFiguresRequest.getDefaultInstance()));
        assertThatThrownBy(() -> forecast("programs/nobody"))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(refused.getStatus().getDescription()).contains(message);
        });
    }

    @Test
    void figuresThatAreCountedAnewAreTheSame() {
        loyalty.programs().createProgram(Requests.program("again"));
        for (int i = 0; i < 20; i++) {
            loyalty.checkouts()
                    .completeCheckout(boughtDaysAgo("programs/again/customers/c" + i % 3, "order-" + i, i % 5));
        }
        List<DayFigures> before = awaitFigures("programs/again", 20).getDaysList();
        insights()
                .rebuildFigures(RebuildFiguresRequest.newBuilder()
                        .setContext(AdminContext.newBuilder().setReason("a test"))
                        .build());
        assertThat(awaitFigures("programs/again", 20).getDaysList()).isEqualTo(before);
        assertThat(insights()
                        .checkFigures(CheckFiguresRequest.getDefaultInstance())
                        .getDifferencesList())
                .isEmpty();
    }

    @Test
    void customersAreFoundByTheBeginningOfTheirIdAndOrderedByPoints() {
        loyalty.programs().createProgram(Requests.program("search"));
        for (int i = 0; i < 12; i++) {
            loyalty.points().adjustPoints(Requests.adjust("programs/search/customers/c" + i, "gift", i % 4 * 10L + 1));
        }
        var unused = await(() -> list(CustomerOrder.CUSTOMER_ORDER_ID, "", 5), ids -> ids.size() == 12);
        assertThat(list(CustomerOrder.CUSTOMER_ORDER_ID, "c1", 1)).containsExactly("c1", "c10", "c11");
        assertThat(list(CustomerOrder.CUSTOMER_ORDER_POINTS, "", 5))
                .containsExactly("c11", "c3", "c7", "c10", "c2", "c6", "c1", "c5", "c9", "c0", "c4", "c8");
        assertThat(list(CustomerOrder.CUSTOMER_ORDER_LATEST, "", 3))
                .containsExactly("c11", "c10", "c9", "c8", "c7", "c6", "c5", "c4", "c3", "c2", "c1", "c0");
        ListCustomersResponse page = loyalty.customers()
                .listCustomers(asked(CustomerOrder.CUSTOMER_ORDER_POINTS, "", 5).build());
        assertThat(page.getCustomers(0).getLatestEventTime().getSeconds()).isPositive();
        assertRefused(
                "page_token: must be the next_page_token",
                () -> loyalty.customers()
                        .listCustomers(asked(CustomerOrder.CUSTOMER_ORDER_LATEST, "", 5)
                                .setPageToken(page.getNextPageToken())
                                .build()));
        assertThat(loyalty.customers()
                        .listCustomers(asked(CustomerOrder.CUSTOMER_ORDER_ID, "", 50)
                                .setTierId("")
                                .build())
                        .getCustomersCount())
                .isEqualTo(12);
        assertThat(loyalty.customers()
                        .listCustomers(asked(CustomerOrder.CUSTOMER_ORDER_ID, "", 50)
                                .setTierId("gold")
                                .build())
                        .getCustomersCount())
                .isZero();
    }

    private static ListCustomersRequest.Builder asked(CustomerOrder order, String prefix, int size) {
        return ListCustomersRequest.newBuilder()
                .setParent("programs/search")
                .setIdPrefix(prefix)
                .setPageSize(size)
                .setOrderBy(order);
    }

    /** All pages. */
    private List<String> list(CustomerOrder order, String prefix, int size) {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            ListCustomersResponse page = loyalty.customers()
                    .listCustomers(
                            asked(order, prefix, size).setPageToken(token).build());
            for (CustomerSummary customer : page.getCustomersList()) {
                ids.add(customer.getName().substring("programs/search/customers/".length()));
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return ids;
    }
}
