package dev.giveback.recommendation.outcomes;

import static dev.giveback.recommendation.outcomes.MemoryJournal.line;
import static dev.giveback.recommendation.outcomes.MemoryJournal.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.StoredCouponUse;
import dev.giveback.journal.v1.StoredPrice;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.Impression;
import dev.giveback.recommendation.v1.OutcomeRow;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.RecordImpressionsResponse;
import dev.giveback.recommendation.v1.ShownList;
import dev.giveback.recommendation.v1.ShownProduct;
import dev.giveback.recommendation.v1.Strategy;
import io.grpc.Status;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that are shown and what comes of them, with the reader running on a journal in memory and a real PostgreSQL. */
@Timeout(60)
final class OutcomesTest {
    private static final String SHOP = "programs/shop";
    private static final String ALICE = "programs/shop/customers/alice";
    private static final String BOB = "programs/shop/customers/bob";

    /** Reports under way in the database. */
    private static final String SUMMING_UP =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'WITH shown AS%'";

    private final OutcomeTables tables = new OutcomeTables();
    private final SettableClock clock = new SettableClock();
    private final Shops shops = new Shops();
    private final Outcomes outcomes = new Outcomes(tables.source(), Thread::startVirtualThread, shops, clock);
    private MemoryJournal journal;
    private OutcomeReader reader;

    /** The system's clock, or ahead of it. */
    private static final class SettableClock implements InstantSource {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @BeforeEach
    void start() throws IOException {
        PurchaseModel model = new PurchaseModel();
        for (String program : List.of("shop", "other")) {
            shops.put(new LiveShop(program, ZoneOffset.UTC, "GBP", model, new Recommender(model, 0)));
        }
        journal = new MemoryJournal();
        reader = OutcomeReader.start(journal.channel(), tables.source(), clock);
    }

    @AfterEach
    void stop() {
        reader.close();
        journal.close();
        tables.close();
    }

    private static Impression impression(String customer, String listId, String... products) {
        ShownList.Builder list =
                ShownList.newBuilder().setListId(listId).setPersonalization(Personalization.PERSONALIZATION_PERSONAL);
        for (String product : products) {
            list.addProducts(ShownProduct.newBuilder().setProductId(product).setStrategy(Strategy.STRATEGY_BUY_AGAIN));
        }
        return Impression.newBuilder().setCustomer(customer).setShownList(list).build();
    }

    private static Impression ago(Impression impression, Duration time) {
        Instant then = Instant.now().minus(time);
        return impression.toBuilder()
                .setShowTime(
                        Timestamp.newBuilder().setSeconds(then.getEpochSecond()).setNanos(then.getNano()))
                .build();
    }

    private int show(Impression... impressions) {
        return outcomes.record(RecordImpressionsRequest.newBuilder()
                        .setParent(SHOP)
                        .addAllImpressions(List.of(impressions))
                        .build())
                .toCompletableFuture()
                .join()
                .getRecordedCount();
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private GetOutcomeReportResponse report(GetOutcomeReportRequest.Builder request) {
        return outcomes.report(request.setParent(SHOP).build())
                .toCompletableFuture()
                .join();
    }

    private void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(condition.call()).isTrue();
    }

    private void untilHits(String... hits) throws Exception {
        until(() -> tables.hits().equals(Set.of(hits)));
    }

    /** Returns when everything that was told so far was read. */
    private void untilRead(String marker) throws Exception {
        show(impression("programs/shop/customers/marker", "list-" + marker, marker));
        journal.bought("programs/shop/customers/marker", order("order-" + marker, now() + 1, line(marker, 1)));
        until(() -> tables.hits().contains("list-" + marker + " " + marker));
        tables.run("DELETE FROM impression WHERE customer = 'marker'");
        tables.run("DELETE FROM outcome WHERE customer = 'marker'");
    }

    @Test
    void whatIsBoughtAfterItWasShownIsAHitOnce() throws Exception {
        assertThat(show(impression(ALICE, "l1", "tea", "cup"), impression(BOB, "l2", "tea")))
                .isEqualTo(2);
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2), line("hat", 1)));
        journal.bought(ALICE, order("o2", now() + 1, line("tea", 2)));
        untilHits("l1 tea");
        untilRead("m");

        assertThat(tables.hits()).containsExactly("l1 tea");
        OutcomeRow row = report(GetOutcomeReportRequest.newBuilder()).getByPersonalization(0);
        assertThat(row.getCustomers()).isEqualTo(2);
        assertThat(row.getLists()).isEqualTo(2);
        assertThat(row.getProducts()).isEqualTo(3);
        assertThat(row.getHits()).isEqualTo(1);
        assertThat(row.getHitRatePpm()).isEqualTo(333_333);
        assertThat(row.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_PERSONAL);
        assertThat(report(GetOutcomeReportRequest.newBuilder()).getByStrategy(0).getStrategy())
                .isEqualTo(Strategy.STRATEGY_BUY_AGAIN);
        assertThat(report(GetOutcomeReportRequest.newBuilder()).hasReadTime()).isTrue();
    }

    @Test
    void nothingIsReadWhileNothingWasShown() throws Exception {
        TimeUnit.MILLISECONDS.sleep(1_500);
        assertThat(journal.opened()).isEmpty();
        journal.bought(ALICE, order("o0", now(), line("tea", 1)));
        show(impression(ALICE, "l1", "tea"));

        assertThat(journal.opened()).hasSize(1);
        assertThat(journal.opened().getFirst().getFromEnd()).isTrue();
        assertThat(journal.opened().getFirst().getProgramsList()).containsExactly(SHOP);
        assertThat(journal.opened().getFirst().getTypesList()).hasSize(5);
    }

    @Test
    void eventsOfProgramsThatShowNothingAreNotWrittenDown() throws Exception {
        show(impression(ALICE, "l1", "tea"));
        journal.bought("programs/other/customers/alice", order("o1", now() + 1, line("tea", 1)));
        untilRead("m");

        assertThat(tables.count("SELECT count(*) FROM sale WHERE program = 'other'"))
                .isZero();
    }

    @Test
    void aSecondProgramIsFollowedFromItsFirstListOn() throws Exception {
        show(impression(ALICE, "l1", "tea"));
        outcomes.record(RecordImpressionsRequest.newBuilder()
                        .setParent("programs/other")
                        .addImpressions(impression("programs/other/customers/carol", "l2", "tea"))
                        .build())
                .toCompletableFuture()
                .join();
        journal.bought("programs/other/customers/carol", order("o1", now() + 1, line("tea", 1)));
        journal.bought(ALICE, order("o2", now() + 1, line("tea", 1)));
        untilHits("l1 tea", "l2 tea");
    }

    @Test
    void whatWasBoughtBeforeOrTooLateIsNone() throws Exception {
        show(impression(ALICE, "l1", "tea"));
        journal.bought(ALICE, order("before", now() - 60_000, line("tea", 1)));
        journal.bought(ALICE, order("late", now() + Duration.ofDays(28).toMillis() + 60_000, line("tea", 1)));
        untilRead("m1");
        assertThat(tables.hits()).isEmpty();

        journal.bought(ALICE, order("just", now() + Duration.ofDays(28).toMillis() - 60_000, line("tea", 1)));
        untilHits("l1 tea");
        assertThat(report(GetOutcomeReportRequest.newBuilder().setWindowDays(28))
                        .getByPersonalization(0)
                        .getHits())
                .isEqualTo(1);
        assertThat(report(GetOutcomeReportRequest.newBuilder().setWindowDays(27))
                        .getByPersonalization(0)
                        .getHits())
                .isZero();
    }

    @Test
    void whatACouponPaidWholeIsNone() throws Exception {
        show(impression(ALICE, "l1", "tea", "cup"));
        CheckoutCompleted order = order("o1", now() + 1, line("tea", 1), line("cup", 1)).toBuilder()
                .setPrice(StoredPrice.newBuilder()
                        .addCoupons(StoredCouponUse.newBuilder()
                                .addCutLines(0)
                                .addCutMinor(100)
                                .addCutLines(1)
                                .addCutMinor(99)))
                .build();
        journal.bought(ALICE, order);
        untilHits("l1 cup");
    }

    @Test
    void aListThatIsRecordedAfterThePurchaseWasReadFindsIt() throws Exception {
        show(impression(ALICE, "l0", "hat"));
        journal.bought(ALICE, order("o1", now() - 60_000, line("tea", 3)));
        journal.refunded(ALICE, "o1", 1, 1);
        untilRead("m");
        show(ago(impression(ALICE, "l1", "tea"), Duration.ofHours(2)));

        untilHits("l1 tea");
        assertThat(tables.outcomes()).containsExactly("l1 tea o1 1 alice 3 1");
    }

    @Test
    void whatIsReturnedWholeIsNoHitAnyMoreUnlessItWasBoughtAgain() throws Exception {
        show(impression(ALICE, "l1", "tea"));
        journal.bought(ALICE, order("o1", now() + 1, line("cup", 1), line("tea", 2)));
        journal.refunded(ALICE, "o1", 2, 1);
        untilRead("m1");
        assertThat(tables.hits()).containsExactly("l1 tea");

        journal.refunded(ALICE, "o1", 2, 1);
        untilHits();
        journal.bought(ALICE, order("o2", now() + 1, line("tea", 1)));
        untilHits("l1 tea");
    }

    @Test
    void aCorrectionTakesTheOrdersPlaceAndReturnsStay() throws Exception {
        show(impression(ALICE, "l1", "tea", "cup", "hat"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2), line("cup", 3)));
        journal.refunded(ALICE, "o1", 2, 1);
        untilHits("l1 tea", "l1 cup");
        journal.corrected(ALICE, order("o1", now() + 1, line("hat", 2), line("cup", 2)));
        untilHits("l1 hat", "l1 cup");
        assertThat(tables.outcomes()).containsExactly("l1 cup o1 2 alice 2 1", "l1 hat o1 1 alice 2 0");

        journal.refunded(ALICE, "o1", 2, 1);
        untilHits("l1 hat");
        journal.corrected(ALICE, order("o1", now() - 3_600_000, line("hat", 2), line("cup", 2)));
        untilHits();
    }

    @Test
    void anErasureForgetsListsAndOutcomesThoseToComeToo() throws Exception {
        show(impression(ALICE, "l1", "tea"), impression(BOB, "l2", "tea"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 1)));
        journal.bought(BOB, order("o1", now() + 1, line("tea", 1)));
        journal.erased(ALICE);
        untilHits("l2 tea");
        show(impression(ALICE, "l3", "tea"));
        untilRead("m");

        for (String table : List.of("impression", "outcome", "sale")) {
            assertThat(tables.count("SELECT count(*) FROM " + table + " WHERE customer = 'alice'"))
                    .isZero();
        }
    }

    @Test
    void afterAMergeListsAndOutcomesAreTheTargets() throws Exception {
        show(impression(ALICE, "l1", "tea", "cup"), impression(BOB, "l2", "hat"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2)));
        journal.absorbed(BOB, "alice");
        journal.bought(BOB, order("o2", now() + 1, line("cup", 1), line("hat", 1)));
        untilHits("l1 tea", "l1 cup", "l2 hat");
        // The order that came along can go back, and a list that came late is the target's.
        journal.refunded(BOB, "o1", 1, 2);
        show(impression(ALICE, "l3", "cup"));
        untilHits("l1 cup", "l2 hat");
        untilRead("m");

        assertThat(tables.count("SELECT count(*) FROM impression WHERE customer = 'alice'"))
                .isZero();
        assertThat(report(GetOutcomeReportRequest.newBuilder())
                        .getByPersonalization(0)
                        .getCustomers())
                .isEqualTo(1);
        journal.erased(BOB);
        untilHits();
        show(impression(ALICE, "l4", "cup"));
        until(() -> tables.count("SELECT count(*) FROM impression WHERE list_id = 'l4'") == 0);
    }

    @Test
    void theFeedGoesOnWhereItWas() throws Exception {
        show(impression(ALICE, "l1", "tea", "cup"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2)));
        untilHits("l1 tea");
        journal.breakTails();
        journal.bought(ALICE, order("o2", now() + 1, line("cup", 2)));
        untilHits("l1 tea", "l1 cup");
        reader.close();
        journal.refunded(ALICE, "o1", 1, 2);
        reader = OutcomeReader.start(journal.channel(), tables.source(), clock);
        untilHits("l1 cup");

        assertThat(begunAtTheEnd()).isEqualTo(1);
    }

    /** How often outcomes were read from the journal's end on. */
    private long begunAtTheEnd() {
        return journal.opened().stream()
                .filter(request -> request.getFromEnd() && request.getTypesCount() > 0)
                .count();
    }

    @ParameterizedTest
    @CsvSource({"900, 900", "nonsense, 1"})
    void aPlaceOfAnotherJournalIsGivenUpForTheEnd(String token, long transaction) throws Exception {
        show(impression(ALICE, "l1", "tea", "cup", "hat"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2)));
        untilHits("l1 tea");
        reader.close();
        journal.bought(ALICE, order("o2", now() + 1, line("cup", 2)));
        tables.run("UPDATE outcome_progress SET resume_token = '" + token + "', transaction = " + transaction);
        reader = OutcomeReader.start(journal.channel(), tables.source(), clock);
        until(() -> begunAtTheEnd() == 2
                && tables.count("SELECT count(*) FROM showing_program WHERE is_followed") == 1
                && tables.count("SELECT count(*) FROM outcome_progress WHERE resume_token = '2'") == 1);
        journal.bought(ALICE, order("o3", now() + 1, line("hat", 2)));

        untilHits("l1 tea", "l1 hat");
        assertThat(begunAtTheEnd()).isEqualTo(2);
    }

    @Test
    void whatIsTooOldIsDeletedAlsoWhileTheFeedIsLost() throws Exception {
        journal.close();
        show(impression(ALICE, "l1", "tea"));
        tables.run("UPDATE impression SET show_millis = "
                + (now() - Duration.ofDays(90).toMillis() - 1_000));

        until(() -> tables.count("SELECT count(*) FROM impression") == 0);
    }

    @Test
    void anErrorEndsNoReader() throws Exception {
        reader.close();
        AtomicInteger asked = new AtomicInteger();
        DataSource broken = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (asked.getAndIncrement() < 2) {
                        throw new OutOfMemoryError("planted");
                    }
                    return method.invoke(tables.source(), arguments);
                });
        reader = OutcomeReader.start(journal.channel(), broken, clock);
        until(() -> asked.get() > 2);
        show(impression(ALICE, "l1", "tea"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2)));
        untilHits("l1 tea");
    }

    @Test
    void nothingIsReadPastAnEventOfALaterLayout() throws Exception {
        show(impression(ALICE, "l1", "tea", "cup"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 2)));
        untilHits("l1 tea");
        journal.boughtOfLaterLayout(ALICE, order("o2", now() + 1, line("cup", 2)));
        journal.erased(BOB);
        // It is tried again from before that event.
        until(() -> journal.opened().stream()
                .anyMatch(request -> request.getResumeToken().equals("1")));

        assertThat(tables.texts("SELECT resume_token FROM outcome_progress")).containsExactly("1");
        assertThat(tables.hits()).containsExactly("l1 tea");
    }

    @Test
    void oneReaderReadsInTheCluster() throws Exception {
        try (OutcomeReader second = OutcomeReader.start(journal.channel(), tables.source(), clock)) {
            assertThat(second).isNotNull();
            show(impression(ALICE, "l1", "tea"));
            TimeUnit.MILLISECONDS.sleep(1_500);
            assertThat(journal.opened()).hasSize(1);
            reader.close();
            journal.bought(ALICE, order("o1", now() + 1, line("tea", 2)));
            untilHits("l1 tea");
        }
    }

    @Test
    void theSameListAgainChangesNothing() throws Exception {
        assertThat(show(impression(ALICE, "l1", "tea"), impression(ALICE, "l1", "cup")))
                .isEqualTo(1);
        assertThat(show(impression(BOB, "l1", "hat"), impression(ALICE, "l2", "hat")))
                .isEqualTo(1);

        assertThat(tables.texts("SELECT concat_ws(' ', list_id, customer, products) FROM impression"))
                .containsExactly("l1 alice {tea}", "l2 alice {hat}");
    }

    @Test
    void listsOfVisitorsAreNotRecorded() {
        assertThat(show(impression("programs/shop/customers/-", "l1", "tea"))).isZero();
    }

    @Test
    void whatIsTooOldIsDeleted() throws Exception {
        show(impression(ALICE, "l1", "tea"), impression(ALICE, "l2", "cup"));
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 1), line("cup", 1)));
        untilHits("l1 tea", "l2 cup");
        long old = now() - Duration.ofDays(90).toMillis() - 1_000;
        tables.run("UPDATE impression SET show_millis = " + old + " WHERE list_id = 'l1'");
        clock.ahead = Duration.ofHours(26);
        until(() -> tables.count("SELECT count(*) FROM sale") == 0);
        until(() -> tables.hits().equals(Set.of("l2 cup")));

        assertThat(tables.texts("SELECT list_id FROM impression")).containsExactly("l2");
    }

    @Test
    void aReportOfNothingIsEmpty() {
        GetOutcomeReportResponse report = report(GetOutcomeReportRequest.newBuilder());

        assertThat(report).isEqualTo(GetOutcomeReportResponse.getDefaultInstance());
    }

    @Test
    void aReportTellsKindsStrategiesAndTheGain() throws Exception {
        Impression personal = impression(ALICE, "l1", "tea", "cup");
        Impression mixed = impression(BOB, "l2", "tea", "cup");
        ShownList.Builder list = mixed.getShownList().toBuilder();
        list.getProductsBuilder(1).setStrategy(Strategy.STRATEGY_POPULAR_NOW);
        mixed = mixed.toBuilder().setShownList(list).setPage("home").build();
        show(personal, mixed);
        for (String customer : List.of("x", "y")) {
            Impression held = impression("programs/shop/customers/" + customer, "held-" + customer, "tea", "cup");
            show(held.toBuilder()
                    .setShownList(held.getShownList().toBuilder()
                            .setPersonalization(Personalization.PERSONALIZATION_HELD_OUT))
                    .build());
        }
        journal.bought(ALICE, order("o1", now() + 1, line("tea", 1), line("cup", 1)));
        journal.bought(BOB, order("o2", now() + 1, line("cup", 1)));
        journal.bought("programs/shop/customers/x", order("o3", now() + 1, line("cup", 1)));
        untilHits("l1 tea", "l1 cup", "l2 cup", "held-x cup");

        GetOutcomeReportResponse report = report(GetOutcomeReportRequest.newBuilder());
        assertThat(report.getByPersonalizationList().stream().map(OutcomeRow::getPersonalization))
                .containsExactly(Personalization.PERSONALIZATION_PERSONAL, Personalization.PERSONALIZATION_HELD_OUT);
        OutcomeRow first = report.getByPersonalization(0);
        assertThat(first.getHitRatePpm()).isEqualTo(750_000);
        // Residuals 0.5 and -0.5: 2/1 · 0.5 / 16 = 0.0625, the root 0.25.
        assertThat(first.getHalfWidthPpm()).isEqualTo(489_991);
        assertThat(first.getGainPpm()).isEqualTo(500_000);
        assertThat(first.getGainHalfWidthPpm()).isEqualTo(692_952);
        assertThat(report.getByPersonalization(1).getGainPpm()).isZero();
        assertThat(report.getByStrategyList().stream().map(OutcomeRow::getStrategy))
                .containsExactly(Strategy.STRATEGY_BUY_AGAIN, Strategy.STRATEGY_POPULAR_NOW);
        assertThat(report.getByStrategy(0).getProducts()).isEqualTo(3);
        assertThat(report.getByStrategy(1).getHits()).isEqualTo(1);
        assertThat(report.getByStrategy(1).getHalfWidthPpm()).isZero();

        assertThat(report(GetOutcomeReportRequest.newBuilder().setPage("home"))
                        .getByPersonalization(0)
                        .getLists())
                .isEqualTo(1);
        assertThat(report(GetOutcomeReportRequest.newBuilder().setOnlyEndedWindows(true))
                        .getByPersonalizationCount())
                .isZero();
        clock.ahead = Duration.ofDays(8);
        assertThat(report(GetOutcomeReportRequest.newBuilder().setOnlyEndedWindows(true)))
                .isEqualTo(report(GetOutcomeReportRequest.newBuilder()));
        assertThat(report(GetOutcomeReportRequest.newBuilder()
                                .setStartTime(Timestamp.newBuilder().setSeconds(now() / 1_000 + 60)))
                        .getByPersonalizationCount())
                .isZero();
        assertThat(report(GetOutcomeReportRequest.newBuilder()
                                .setEndTime(Timestamp.newBuilder().setSeconds(now() / 1_000 - 60)))
                        .getByPersonalizationCount())
                .isZero();
    }

    @Test
    void badListsAreRefusedByField() throws SQLException {
        Impression good = impression(ALICE, "l1", "tea");
        refused(
                "parent",
                RecordImpressionsRequest.newBuilder().setParent("shop").addImpressions(good));
        refused("impressions", call());
        refused("impressions[1].customer", call(good, impression("programs/other/customers/a", "l2", "tea")));
        refused("impressions[0].customer", call(impression("alice", "l2", "tea")));
        refused("impressions[0].shown_list.list_id", call(impression(ALICE, "", "tea")));
        refused("impressions[0].shown_list.list_id", call(impression(ALICE, "a b", "tea")));
        refused("impressions[0].shown_list.products", call(impression(ALICE, "l")));
        refused("impressions[0].shown_list.products[1].product_id", call(impression(ALICE, "l", "tea", "tea")));
        refused("impressions[0].shown_list.products[0].product_id", call(impression(ALICE, "l", "a/b")));
        refused("impressions[0].shown_list.products[0].product_id", call(impression(ALICE, "l", "a\nb")));
        refused("impressions[0].show_time", call(ago(good, Duration.ofHours(25))));
        refused("impressions[0].show_time", call(ago(good, Duration.ofMinutes(-6))));
        refused(
                "impressions[0].page",
                call(good.toBuilder().setPage("x".repeat(65)).build()));
        refused(
                "impressions[0].shown_list.personalization",
                call(good.toBuilder()
                        .setShownList(good.getShownList().toBuilder()
                                .setPersonalization(Personalization.PERSONALIZATION_UNSPECIFIED))
                        .build()));
        refused(
                "impressions[0].shown_list.personalization",
                call(good.toBuilder()
                        .setShownList(good.getShownList().toBuilder().setPersonalizationValue(9))
                        .build()));
        ShownList.Builder strange = good.getShownList().toBuilder();
        strange.getProductsBuilder(0).setStrategyValue(77);
        refused(
                "impressions[0].shown_list.products[0].strategy",
                call(good.toBuilder().setShownList(strange).build()));
        assertThat(tables.count("SELECT count(*) FROM impression")).isZero();
    }

    private static RecordImpressionsRequest.Builder call(Impression... impressions) {
        return RecordImpressionsRequest.newBuilder().setParent(SHOP).addAllImpressions(List.of(impressions));
    }

    private void refused(String field, RecordImpressionsRequest.Builder call) {
        assertThatThrownBy(() ->
                        outcomes.record(call.build()).toCompletableFuture().join())
                .matches(failure -> Status.fromThrowable(failure).getCode() == Status.Code.INVALID_ARGUMENT)
                .hasMessageContaining(field + ": ");
    }

    @Test
    void aReportEndsInTimeAndOneIsMadeAtATime() throws Exception {
        GetOutcomeReportRequest question =
                GetOutcomeReportRequest.newBuilder().setParent(SHOP).build();
        Outcomes hurried = new Outcomes(tables.source(), Thread::startVirtualThread, shops, clock, 1);
        try (Connection connection = tables.source().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE impression IN ACCESS EXCLUSIVE MODE");
            }
            assertThatThrownBy(
                            () -> hurried.report(question).toCompletableFuture().join())
                    .matches(failure -> Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED)
                    .hasMessageContaining("report: it takes longer than 1 s");

            CompletionStage<GetOutcomeReportResponse> first = outcomes.report(question);
            CompletionStage<GetOutcomeReportResponse> second = outcomes.report(question);
            until(() -> tables.count(SUMMING_UP) > 0);
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(tables.count(SUMMING_UP)).isEqualTo(1);
            connection.rollback();
            assertThat(first.toCompletableFuture().join())
                    .isEqualTo(second.toCompletableFuture().join());
        }
    }

    @Test
    void listsAreCheckedOnAnotherThread() {
        List<Runnable> waiting = new ArrayList<>();
        Outcomes later = new Outcomes(tables.source(), waiting::add, shops, clock);
        CompletionStage<RecordImpressionsResponse> answer =
                later.record(call(impression(ALICE, "a b", "tea")).build());
        assertThat(answer.toCompletableFuture()).isNotDone();
        waiting.forEach(Runnable::run);

        assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void badQuestionsAreRefusedByField() {
        assertThatThrownBy(() -> report(GetOutcomeReportRequest.newBuilder().setWindowDays(29)))
                .hasMessageContaining("window_days: ");
        assertThatThrownBy(() -> report(GetOutcomeReportRequest.newBuilder()
                        .setStartTime(Timestamp.newBuilder().setSeconds(10))
                        .setEndTime(Timestamp.newBuilder().setSeconds(10))))
                .hasMessageContaining("end_time: ");
        assertThatThrownBy(() -> outcomes.report(GetOutcomeReportRequest.newBuilder()
                        .setParent("programs/nowhere")
                        .build()))
                .hasMessageContaining("there is no program nowhere");
    }
}
