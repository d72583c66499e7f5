package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.redeem;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.BacktestClock;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestRefusal;
import dev.giveback.loyalty.v1.BacktestRequest;
import dev.giveback.loyalty.v1.BacktestResponse;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.loyalty.v1.BacktestSegment;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RedemptionBehaviour;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.loyalty.v1.UpdateProgramRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backtests through the whole service. */
@Timeout(180)
@SuppressWarnings("CheckReturnValue") // Of most calls only that they succeed is of interest.
final class BacktestServiceTest {
    private static final String SHOP = "programs/shop/customers/";
    private static final Program RULES = Requests.program("shop").getProgram();

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        loyalty.programs().createProgram(Requests.program("shop"));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private static Program twoPointsAPound() {
        Program.Builder rules = RULES.toBuilder().setDisplayName("two points a pound");
        rules.getEarningBuilder().getRateBuilder().setPoints(2);
        return rules.build();
    }

    private static BacktestRequest.Builder request(Program... candidates) {
        return BacktestRequest.newBuilder()
                .setContext(AdminContext.newBuilder().setOperator("ada").setReason("a try"))
                .setProgram("programs/shop")
                .addAllCandidates(List.of(candidates));
    }

    private BacktestResult result(BacktestRequest.Builder request) {
        BacktestResult result = null;
        Iterator<BacktestResponse> responses = loyalty.journal().backtest(request.build());
        while (responses.hasNext()) {
            BacktestResponse response = responses.next();
            assertThat(result).as("the result is the last message").isNull();
            result = response.hasResult() ? response.getResult() : null;
        }
        assertThat(result).isNotNull();
        return result;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
    void aDoubledRateComesToWhatANaiveSumSays(BacktestClock clock) {
        NaiveShop shop = new NaiveShop(7);
        shop.live(loyalty, 8, 25);

        BacktestResult result = result(request(twoPointsAPound()).setClock(clock));

        BacktestFigures baseline = result.getBaseline();
        BacktestFigures doubled = result.getCandidates(0).getFigures();
        assertThat(result.getBaselineDifferenceCount()).isZero();
        assertThat(result.getEventCount()).isEqualTo(shop.events);
        assertThat(sums(baseline)).isEqualTo(shop.single.sums());
        assertThat(sums(doubled)).isEqualTo(shop.doubled.sums());
        assertThat(shop.doubled.sums().getFirst())
                .isGreaterThan(shop.single.sums().getFirst());
        assertThat(doubled.getOrderCount()).isEqualTo(shop.orders);
        assertThat(doubled.getSpendMinor()).isEqualTo(shop.spend).isEqualTo(baseline.getSpendMinor());
        assertThat(result.getCandidates(0).getGain().getPointsWon()
                        - result.getCandidates(0).getGain().getPointsLost())
                .isEqualTo(shop.doubled.given() - shop.single.given());
        thenTheSumsBelongTogether(result, doubled);
    }

    private static List<Long> sums(BacktestFigures side) {
        return List.of(
                side.getIssuedPoints(),
                side.getRedeemedPoints(),
                side.getTakenBackPoints(),
                side.getForgivenPoints(),
                side.getOutstandingPoints());
    }

    private static void thenTheSumsBelongTogether(BacktestResult result, BacktestFigures side) {
        assertThat(side.getOpeningPoints()
                        + side.getIssuedPoints()
                        - side.getRedeemedPoints()
                        + side.getRestoredPoints()
                        - side.getTakenBackPoints()
                        - side.getExpiredPoints()
                        + side.getAdjustedPoints()
                        + side.getTransferredPoints())
                .isEqualTo(side.getOutstandingPoints());
        assertThat(side.getMonthsList().stream()
                        .mapToLong(month -> month.getIssuedPoints())
                        .sum())
                .isEqualTo(side.getIssuedPoints());
        assertThat(side.getTierCustomersMap().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(result.getCustomerCount());
        result.getCandidatesList()
                .forEach(candidate -> candidate.getSegmentsList().stream()
                        .collect(Collectors.groupingBy(
                                BacktestSegment::getKind,
                                Collectors.summingLong(
                                        segment -> segment.getGain().getPointsWon())))
                        .values()
                        .forEach(won ->
                                assertThat(won).isEqualTo(candidate.getGain().getPointsWon())));
    }

    @Test
    void theSameRulesChangeNothingWhateverCustomersDid() {
        aBusyDay();

        BacktestResult result = result(request(RULES).setClock(BacktestClock.BACKTEST_CLOCK_RECORDED));

        assertThat(result.getBaselineDifferencesList()).isEmpty();
        assertThat(result.getCandidates(0).getFigures()).isEqualTo(result.getBaseline());
        assertThat(result.getCandidates(0).getGain().getUnchangedCount()).isEqualTo(3);
        assertThat(result.getCandidates(0).getGreatestWinnersList()).isEmpty();
    }

    private void aBusyDay() {
        loyalty.customers().enrollCustomer(enrol(SHOP + "anna", "enrol"));
        loyalty.checkouts()
                .completeCheckout(checkout(SHOP + "anna", "a1", line("DOUBLE", 3, 1_299), line("TEA", 1, 250)));
        loyalty.checkouts().completeCheckout(checkout(SHOP + "ben", "b1", line("TEA", 10, 999)));
        loyalty.points().adjustPoints(adjust(SHOP + "cleo", "welcome", 50));
        loyalty.points().earnPoints(Requests.earn(SHOP + "anna", "review", "review"));
        loyalty.points().holdPoints(Requests.hold(SHOP + "anna", "h1", 30));
        loyalty.points().captureHold(Requests.capture(SHOP + "anna", "capture", "h1", 20));
        loyalty.checkouts().refundOrder(refund(SHOP + "ben", "refund", "b1", 1, 4));
        loyalty.points().transferPoints(transfer(SHOP + "cleo", "t1", SHOP + "ben", 15));
        loyalty.points().redeemPoints(redeem(SHOP + "ben", "redeem", 10));
    }

    @Test
    void whoHasFewerPointsSpendsWhatIsThereAndOrdersThatAreRefusedAreTold() {
        loyalty.checkouts().completeCheckout(checkout(SHOP + "anna", "a1", line("TEA", 1, 10_000)));
        loyalty.points().redeemPoints(redeem(SHOP + "anna", "redeem", 80));
        loyalty.points().earnPoints(Requests.earn(SHOP + "anna", "review", "review"));
        Program.Builder poor = RULES.toBuilder().setDisplayName("a point for two pounds");
        poor.getEarningBuilder().getRateBuilder().setPer(Requests.pence(200));
        poor.getEarningBuilder().clearActivities();
        poor.setRedemption(RedemptionPolicy.newBuilder().setPoints(10).setValue(Requests.pence(5)));

        BacktestFigures same = result(request(poor.build())).getCandidates(0).getFigures();
        BacktestFigures share = result(request(poor.build())
                        .setRedemptionBehaviour(RedemptionBehaviour.REDEMPTION_BEHAVIOUR_SAME_SHARE))
                .getCandidates(0)
                .getFigures();
        BacktestFigures none = result(
                        request(poor.build()).setRedemptionBehaviour(RedemptionBehaviour.REDEMPTION_BEHAVIOUR_NONE))
                .getCandidates(0)
                .getFigures();

        assertThat(sums(same)).containsExactly(50L, 50L, 0L, 0L, 0L);
        assertThat(sums(share)).containsExactly(50L, 40L, 0L, 0L, 10L);
        assertThat(sums(none)).containsExactly(50L, 0L, 0L, 0L, 50L);
        assertThat(none.getLiabilityMinor()).isEqualTo(25);
        assertThat(same.getRefusalsList())
                .containsExactly(BacktestRefusal.newBuilder()
                        .setCommand("EarnPoints")
                        .setReason("ACTIVITY_NOT_FOUND")
                        .setRefusalCount(1)
                        .build());
    }

    @Test
    void candidatesDecideFromSinceOnAndWhatCustomersHadTheyKeep() throws Exception {
        loyalty.checkouts().completeCheckout(checkout(SHOP + "anna", "a1", line("TEA", 1, 10_000)));
        Thread.sleep(5);
        Instant since = Instant.now();
        Thread.sleep(5);
        loyalty.checkouts().completeCheckout(checkout(SHOP + "anna", "a2", line("TEA", 1, 5_000)));

        BacktestRequest.Builder request =
                request(twoPointsAPound()).setSinceTime(Timestamps.fromMillis(since.toEpochMilli()));
        BacktestFigures doubled = result(request).getCandidates(0).getFigures();
        BacktestResult after = result(request(twoPointsAPound())
                .setSinceTime(Timestamps.fromMillis(since.plusSeconds(3_600).toEpochMilli())));
        BacktestResult before =
                result(request(twoPointsAPound()).setUntilTime(Timestamps.fromMillis(1_000_000_000_000L)));

        assertThat(doubled.getOpeningPoints()).isEqualTo(100);
        assertThat(doubled.getIssuedPoints()).isEqualTo(100);
        assertThat(doubled.getOutstandingPoints()).isEqualTo(200);
        assertThat(after.getCandidates(0).getFigures()).isEqualTo(after.getBaseline());
        assertThat(after.getBaseline().getOpeningPoints()).isEqualTo(150);
        assertThat(after.getBaseline().getIssuedPoints()).isZero();
        assertThat(before.getCustomerCount()).isZero();
    }

    @Test
    void aProgramWithoutCustomersComesToNothing() {
        BacktestResult result = result(request(twoPointsAPound()));

        assertThat(result.getCustomerCount()).isZero();
        assertThat(result.getBaseline()).isEqualTo(BacktestFigures.getDefaultInstance());
        assertThat(result.getCandidates(0).getSegmentsList()).isEmpty();
    }

    @Test
    void eachVersionDecidesWhatItHasDecided() {
        loyalty.checkouts().completeCheckout(checkout(SHOP + "anna", "a1", line("TEA", 1, 1_000)));
        loyalty.programs()
                .updateProgram(UpdateProgramRequest.newBuilder()
                        .setProgram(twoPointsAPound())
                        .setRequestId("double")
                        .build());
        loyalty.checkouts().completeCheckout(checkout(SHOP + "anna", "a2", line("TEA", 1, 1_000)));

        BacktestResult result = result(request(RULES).setClock(BacktestClock.BACKTEST_CLOCK_RECORDED));

        assertThat(result.getBaselineDifferenceCount()).isZero();
        assertThat(result.getBaseline().getIssuedPoints()).isEqualTo(30);
        assertThat(result.getCandidates(0).getFigures().getIssuedPoints()).isEqualTo(20);
    }

    @Test
    void rulesThatCannotBeUsedAreRefusedWithFieldLineAndColumn() {
        Program.Builder broken = RULES.toBuilder().setCurrencyCode("EUR");
        broken.getEarningBuilder().getMultipliersBuilder(0).setCondition("line.produkt == 'DOUBLE'");

        Refusal refusal = Refusal.of(() -> result(request(RULES, broken.build())));

        assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refusal.fields())
                .anySatisfy(field ->
                        assertThat(field).startsWith("candidates[1].currency_code: must be the program's, GBP"));
        assertThat(refusal.fields())
                .anySatisfy(field -> assertThat(field)
                        .startsWith("candidates[1].earning.multipliers[0].condition: ")
                        .contains("1:"));
        assertThat(acts().getFirst().getOutcome()).isEqualTo("REFUSED");
    }

    @Test
    void whatIsAskedForWronglyIsRefused() {
        Refusal times = Refusal.of(() -> result(
                request(RULES).setSinceTime(Timestamps.fromMillis(2_000)).setUntilTime(Timestamps.fromMillis(2_000))));
        Refusal nothing = Refusal.of(() -> result(request()));
        Program other = RULES.toBuilder().setName("programs/other").build();
        Refusal program = Refusal.of(() -> result(request(other).setProgram("programs/other")));

        assertThat(times.message()).contains("until_time: must be after since_time");
        assertThat(nothing.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(program.code()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(program.reason()).isEqualTo("PROGRAM_NOT_FOUND");
    }

    @Test
    void whoCancelsEndsTheWorkAndTheActSaysSo() throws Exception {
        loyalty.checkouts().completeCheckout(checkout(SHOP + "anna", "a1", line("TEA", 1, 1_000)));
        manyLike(SHOP + "anna");
        Context.CancellableContext cancelled = Context.current().withCancellation();
        cancelled.run(() -> {
            Iterator<BacktestResponse> responses =
                    loyalty.journal().backtest(request(twoPointsAPound()).build());
            assertThat(responses.next().hasProgress()).isTrue();
            cancelled.cancel(null);
            assertThatThrownBy(responses::next).isInstanceOf(StatusRuntimeException.class);
        });

        AdminAct act = acts().getFirst();
        while (act.getOutcome().isEmpty()) {
            Thread.sleep(20);
            act = acts().getFirst();
        }
        assertThat(act.getVerb()).isEqualTo("Backtest");
        assertThat(act.getOutcome()).isEqualTo("CANCELLED");
        assertThat(act.getOperator()).isEqualTo("ada");
        assertThat(act.getReason()).isEqualTo("a try");
    }

    /** Copies the one event of a customer to many others, faster than by asking for it. */
    private void manyLike(String customer) {
        String id = "customer|shop|" + customer.substring(SHOP.length());
        database.execute(
                "INSERT INTO loyalty.event_journal (persistence_id, sequence_number, write_timestamp, event_ser_id,"
                        + " writer, adapter_manifest, event_ser_manifest, event_payload)"
                        + " SELECT 'customer|shop|copy-' || n, 1, write_timestamp, event_ser_id, writer, adapter_manifest,"
                        + " event_ser_manifest, event_payload FROM loyalty.event_journal, generate_series(1, 40000) n"
                        + " WHERE persistence_id = '" + id + "'");
    }

    private List<AdminAct> acts() {
        return loyalty.journal()
                .listAdminActs(ListAdminActsRequest.getDefaultInstance())
                .getActsList();
    }
}
