package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.hold;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.release;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.MergeCustomersResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Merges through the whole service, which is ended between any two steps and started again on the same journal. */
@Timeout(180)
final class MergeServiceTest {
    private static final String SUE = "programs/shop/customers/sue";
    private static final String TOM = "programs/shop/customers/tom";
    private static final Map<String, ?> SETTINGS = Map.of(
            "giveback.loyalty.directory.saga-interval", "100ms",
            "giveback.loyalty.directory.saga-grace", "1500ms");

    private TestDatabase database;
    private RunningLoyalty loyalty;
    private Interruption interruption;

    /** Sue has order s-1 and 115 points, Tom 10, and one of them is a member. */
    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        interruption = new Interruption(database);
        loyalty = RunningLoyalty.start(database, SETTINGS);
        loyalty.programs().createProgram(Requests.program("shop"));
        loyalty.points().adjustPoints(adjust(SUE, "welcome", 100));
        loyalty.checkouts().completeCheckout(checkout(SUE, "s-1", line("A", 1, 1_500)));
        loyalty.points().adjustPoints(adjust(TOM, "welcome", 10));
        loyalty.customers().enrollCustomer(enrol(TOM, "enrol"));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private static MergeCustomersRequest merge(String source, String target, String requestId) {
        return MergeCustomersRequest.newBuilder()
                .setSource(source)
                .setTarget(target)
                .setRequestId(requestId)
                .build();
    }

    private Customer read(String name) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build())
                .getCustomer();
    }

    private long total(String name) {
        return read(name).getBalance().getTotal();
    }

    /** A service that ends before it has read its first event finds nothing in the list at its next start, and makes it anew: until then it says so. */
    private GetProgramTotalsResponse totals() {
        return RunningLoyalty.patiently(() -> loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build()));
    }

    private void restart() throws Exception {
        loyalty.close();
        interruption.end();
        loyalty = RunningLoyalty.start(database, SETTINGS);
    }

    private void expectNoAnswer() {
        Refusal refusal = Refusal.of(
                () -> loyalty.customers().withDeadlineAfter(1, TimeUnit.SECONDS).mergeCustomers(merge(SUE, TOM, "m")));
        assertThat(refusal.code()).isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
    }

    private boolean isMerged() {
        try {
            return read(SUE).getMergedInto().equals(TOM);
        } catch (StatusRuntimeException merging) {
            assertThat(merging.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            return false;
        }
    }

    private void expectMerged() throws Exception {
        // Nobody asks for it: the driver finds it.
        until(this::isMerged);
        assertThat(total(SUE)).isZero();
        assertThat(total(TOM)).isEqualTo(125);
        assertThat(read(TOM).getOrderCount()).isEqualTo(1);
        MergeCustomersResponse again = loyalty.customers().mergeCustomers(merge(SUE, TOM, "m"));
        assertThat(again.getMergedInto()).isEqualTo(TOM);
        assertThat(again.getPoints()).isEqualTo(115);
        expectBooks();
        assertThat(loyalty.checkouts()
                        .refundOrder(refund(TOM, "refund", "s-1", 1, 1))
                        .getPointsTakenBack())
                .isEqualTo(15);
        assertThat(total(TOM)).isEqualTo(110);
    }

    /** The program's sums are those before: nothing under way, no point and no order more or less. */
    private void expectBooks() throws Exception {
        until(() ->
                totals().getEventCount() == read(SUE).getRevision() + read(TOM).getRevision());
        assertThat(rows("SELECT count(*) FROM loyalty.saga_under_way")).isZero();
        assertThat(totals().getTotals().getTransferred()).isZero();
        assertThat(totals().getOutstanding()).isEqualTo(125);
        assertThat(totals().getOrderCount()).isEqualTo(1);
    }

    @Test
    void theSourceIsClosedAndSaysWhereItWent() throws Exception {
        MergeCustomersResponse merged = loyalty.customers().mergeCustomers(merge(SUE, TOM, "m"));
        assertThat(merged.getOrderCount()).isEqualTo(1);
        assertThat(read(TOM).getMembership()).isEqualTo(Membership.MEMBERSHIP_MEMBER);
        for (Refusal refusal : List.of(
                Refusal.of(() -> loyalty.points().adjustPoints(adjust(SUE, "late", 1))),
                Refusal.of(() -> loyalty.points().transferPoints(transfer(TOM, "t", SUE, 1))),
                Refusal.of(() -> loyalty.points()
                        .listLots(ListLotsRequest.newBuilder().setParent(SUE).build())))) {
            assertThat(refusal.reason()).isEqualTo("CUSTOMER_MERGED");
            assertThat(refusal.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(refusal.details()).containsEntry("merged_into", TOM);
        }
        var entries = loyalty.points()
                .listStatementEntries(
                        ListStatementEntriesRequest.newBuilder().setParent(SUE).build())
                .getEntriesList();
        assertThat(entries.getFirst().getType()).isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_MERGED);
        assertThat(entries.get(1).getPoints()).isEqualTo(-115);
        assertThat(entries.get(1).getOtherCustomerId()).isEqualTo("tom");
        // What was asked before the merge is still answered as it was.
        assertThat(loyalty.points()
                        .adjustPoints(adjust(SUE, "welcome", 100))
                        .getBalance()
                        .getTotal())
                .isEqualTo(100);
        loyalty.close();
        loyalty = RunningLoyalty.start(database, SETTINGS);
        expectMerged();
    }

    @Test
    void aRequestThatOnlyValidatesAsksBothAndChangesNothing() {
        MergeCustomersRequest validate =
                merge(SUE, TOM, "m").toBuilder().setValidateOnly(true).build();
        assertThat(loyalty.customers().mergeCustomers(validate).getPoints()).isEqualTo(115);
        assertThat(read(SUE).getRevision()).isEqualTo(2);
        assertThat(read(TOM).getRevision()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void aTargetThatDeclinesLeavesTheSourceAsItWas() throws Exception {
        loyalty.checkouts().completeCheckout(checkout(TOM, "s-1", line("A", 1, 1_500)));
        for (int i = 0; i < 2; i++) {
            Refusal refusal = Refusal.of(() -> loyalty.customers().mergeCustomers(merge(SUE, TOM, "m")));
            assertThat(refusal.reason()).isEqualTo("MERGE_CONFLICT");
            assertThat(refusal.toString()).contains("both have order s-1");
        }
        assertThat(total(SUE)).isEqualTo(115);
        assertThat(read(SUE).getMergedInto()).isEmpty();
        loyalty.checkouts().refundOrder(refund(SUE, "refund", "s-1", 1, 1));
        assertThat(total(SUE)).isEqualTo(100);
    }

    @Test
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void whatIsUnderWayOrTooLargeStandsInTheWay() {
        loyalty.points().holdPoints(hold(SUE, "h", 1));
        Refusal blocked = Refusal.of(() -> loyalty.customers().mergeCustomers(merge(SUE, TOM, "m")));
        assertThat(blocked.reason()).isEqualTo("MERGE_BLOCKED");
        assertThat(blocked.details()).containsEntry("holds", "1");
        loyalty.points().releaseHold(release(SUE, "r", "h"));
        for (int i = 0; i < 60; i++) {
            CheckoutLine[] lines = new CheckoutLine[1_000];
            for (int j = 0; j < lines.length; j++) {
                lines[j] = line("product-with-a-long-name-indeed-" + i + "-" + j, 1, 1);
            }
            loyalty.checkouts().completeCheckout(checkout(SUE, "large-" + i, lines));
        }
        Refusal large = Refusal.of(() -> loyalty.customers().mergeCustomers(merge(SUE, TOM, "m")));
        assertThat(large.reason()).isEqualTo("MERGE_TOO_LARGE");
        assertThat(large.details()).containsEntry("available", "2097152");
    }

    @Test
    void aServiceThatEndedAfterTheSourceClosedGoesOnAfterItsStart() throws Exception {
        interruption.of("tom", 2);
        expectNoAnswer();
        assertThat(Refusal.of(() -> loyalty.points().adjustPoints(adjust(SUE, "late", 1)))
                        .reason())
                .isEqualTo("CUSTOMER_MERGING");
        until(() -> totals().getTotals().getTransferred() == -115);
        restart();
        expectMerged();
    }

    @Test
    void aServiceThatEndedAfterTheTargetTookEverythingDoesNotGiveItAgain() throws Exception {
        interruption.of("sue", 3);
        expectNoAnswer();
        assertThat(total(TOM)).isEqualTo(125);
        restart();
        expectMerged();
    }

    @Test
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void aServiceThatEndedAfterTheTargetDeclinedGivesTheSourceItsLifeBack() throws Exception {
        loyalty.checkouts().completeCheckout(checkout(TOM, "s-1", line("A", 1, 1_500)));
        interruption.of("sue", 3);
        expectNoAnswer();
        restart();
        until(() -> {
            try {
                return total(SUE) == 115;
            } catch (StatusRuntimeException merging) {
                return false;
            }
        });
        loyalty.points().adjustPoints(adjust(SUE, "again", 1));
        until(() -> rows("SELECT count(*) FROM loyalty.saga_under_way") == 0);
    }

    @Test
    void twoMergesIntoEachOtherNeverLoseEither() throws Exception {
        ListenableFuture<MergeCustomersResponse> one =
                CustomerServiceGrpc.newFutureStub(loyalty.channel()).mergeCustomers(merge(SUE, TOM, "m"));
        ListenableFuture<MergeCustomersResponse> other =
                CustomerServiceGrpc.newFutureStub(loyalty.channel()).mergeCustomers(merge(TOM, SUE, "n"));
        int merged = succeeded(one) + succeeded(other);
        assertThat(merged).isLessThanOrEqualTo(1);
        expectBooks();
        assertThat(total(SUE) + total(TOM)).isEqualTo(125);
    }

    @Test
    void transfersThatRaceAMergeEndOnOneSideOrTheOther() throws Exception {
        List<ListenableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(PointsServiceGrpc.newFutureStub(loyalty.channel())
                    .transferPoints(transfer(i % 2 == 0 ? TOM : SUE, "t" + i, i % 2 == 0 ? SUE : TOM, 1)));
            if (i % 10 == 5) {
                calls.add(
                        CustomerServiceGrpc.newFutureStub(loyalty.channel()).mergeCustomers(merge(SUE, TOM, "m" + i)));
            }
        }
        for (ListenableFuture<?> call : calls) {
            assertThat(succeeded(call)).isBetween(0, 1);
        }
        expectBooks();
        assertThat(total(SUE) + total(TOM)).isEqualTo(125);
    }

    /** 1 if it was carried out, 0 if it was refused. */
    private static int succeeded(ListenableFuture<?> call) throws Exception {
        try {
            return call.get() == null ? 0 : 1;
        } catch (ExecutionException e) {
            assertThat(Status.fromThrowable(e).getCode())
                    .isIn(Status.Code.ABORTED, Status.Code.FAILED_PRECONDITION, Status.Code.UNAVAILABLE);
            return 0;
        }
    }

    private long rows(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @FunctionalInterface
    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(Check check) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
