package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.enrol;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.GetTransferRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.Transfer;
import dev.giveback.loyalty.v1.TransferPointsResponse;
import dev.giveback.loyalty.v1.TransferState;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
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

/** Transfers through the whole service, which is ended between any two steps and started again on the same journal. */
@Timeout(180)
final class TransferServiceTest {
    private static final String ANNA = "programs/shop/customers/anna";
    private static final String BEN = "programs/shop/customers/ben";
    private static final Map<String, ?> SETTINGS = Map.of(
            "giveback.loyalty.directory.saga-interval", "100ms",
            "giveback.loyalty.directory.saga-grace", "1500ms");

    private TestDatabase database;
    private RunningLoyalty loyalty;
    private Interruption interruption;

    @BeforeEach
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        interruption = new Interruption(database);
        loyalty = RunningLoyalty.start(database, SETTINGS);
        loyalty.programs().createProgram(Requests.program("shop"));
        loyalty.points().adjustPoints(adjust(ANNA, "welcome", 100));
        loyalty.points().adjustPoints(adjust(BEN, "welcome", 10));
    }

    @AfterEach
    void stop() {
        loyalty.close();
        database.close();
    }

    private Customer read(String name) {
        return loyalty.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build())
                .getCustomer();
    }

    private long total(String name) {
        return read(name).getBalance().getTotal();
    }

    private Transfer transferOf(String sender, String id) {
        return loyalty.points()
                .getTransfer(GetTransferRequest.newBuilder()
                        .setCustomer(sender)
                        .setTransferId(id)
                        .build())
                .getTransfer();
    }

    private List<StatementEntry> statement(String name) {
        return loyalty.points()
                .listStatementEntries(
                        ListStatementEntriesRequest.newBuilder().setParent(name).build())
                .getEntriesList();
    }

    /** A service that ends before it has read its first event finds nothing in the list at its next start, and makes it anew: until then it says so. */
    private GetProgramTotalsResponse totals() {
        return RunningLoyalty.patiently(() -> loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build()));
    }

    @Test
    void aTransferIsAnsweredAtItsEndAndTheSameToARepeat() throws Exception {
        TransferPointsResponse first = loyalty.points().transferPoints(transfer(ANNA, "t", BEN, 30));
        assertThat(first.getTransfer().getState()).isEqualTo(TransferState.TRANSFER_STATE_SETTLED);
        assertThat(first.getTransfer()).isEqualTo(transferOf(ANNA, "t"));
        assertThat(first.getBalance().getTotal()).isEqualTo(70);
        assertThat(total(ANNA)).isEqualTo(70);
        assertThat(total(BEN)).isEqualTo(40);
        loyalty.close();
        loyalty = RunningLoyalty.start(database, SETTINGS);
        assertThat(loyalty.points().transferPoints(transfer(ANNA, "t", BEN, 30)))
                .isEqualTo(first);
        assertThat(read(ANNA).getTotals().getTransferred()).isEqualTo(-30);
        assertThat(read(BEN).getTotals().getTransferred()).isEqualTo(30);
        assertThat(statement(ANNA))
                .extracting(StatementEntry::getType)
                .startsWith(
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_SETTLED,
                        StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_SENT);
        StatementEntry received = statement(BEN).getFirst();
        assertThat(received.getType()).isEqualTo(StatementEntryType.STATEMENT_ENTRY_TYPE_TRANSFER_RECEIVED);
        assertThat(received.getOtherCustomerId()).isEqualTo("anna");
        assertThat(received.getReference()).isEqualTo("for tea");
        assertThat(received.getPoints()).isEqualTo(30);
        until(() -> totals().getEventCount() == 5);
        assertThat(totals().getOutstanding()).isEqualTo(110);
        assertThat(totals().getTotals().getTransferred()).isZero();
    }

    @Test
    void aRequestThatOnlyValidatesAsksBothAndChangesNothing() {
        Transfer would = loyalty.points()
                .transferPoints(transfer(ANNA, "t", BEN, 30).toBuilder()
                        .setValidateOnly(true)
                        .build())
                .getTransfer();
        assertThat(would.getState()).isEqualTo(TransferState.TRANSFER_STATE_UNDER_WAY);
        assertThat(read(ANNA).getRevision()).isEqualTo(1);
        assertThat(read(BEN).getRevision()).isEqualTo(1);
    }

    @Test
    void aRecipientWithoutRoomDeclinesAndTheRepeatIsToldTheSame() throws Exception {
        fill();
        for (int i = 0; i < 2; i++) {
            Refusal refusal = Refusal.of(() -> loyalty.points().transferPoints(transfer(ANNA, "t", BEN, 30)));
            assertThat(refusal.reason()).isEqualTo("BALANCE_LIMIT_REACHED");
        }
        Transfer returned = transferOf(ANNA, "t");
        assertThat(returned.getState()).isEqualTo(TransferState.TRANSFER_STATE_RETURNED);
        assertThat(returned.getReturnReason()).isEqualTo("BALANCE_LIMIT_REACHED");
        assertThat(total(ANNA)).isEqualTo(100);
        assertThat(statement(ANNA).getFirst().getPoints()).isEqualTo(30);
        assertThat(statement(ANNA).getFirst().getOtherCustomerId()).isEqualTo("ben");
    }

    /** Leaves Ben no room. */
    private void fill() throws Exception {
        List<ListenableFuture<?>> gifts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            long points = i == 0 ? 1_000_000_000_000L - 10 : 1_000_000_000_000L;
            gifts.add(
                    PointsServiceGrpc.newFutureStub(loyalty.channel()).adjustPoints(adjust(BEN, "gold-" + i, points)));
        }
        for (ListenableFuture<?> gift : gifts) {
            gift.get();
        }
    }

    private void expectNoAnswer() {
        Refusal refusal = Refusal.of(() ->
                loyalty.points().withDeadlineAfter(1, TimeUnit.SECONDS).transferPoints(transfer(ANNA, "t", BEN, 30)));
        assertThat(refusal.code()).isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
    }

    private void restart() throws Exception {
        loyalty.close();
        interruption.end();
        loyalty = RunningLoyalty.start(database, SETTINGS);
    }

    private void expectSettled() throws Exception {
        // Nobody asks for it: the driver finds it.
        until(() -> transferOf(ANNA, "t").getState() == TransferState.TRANSFER_STATE_SETTLED);
        assertThat(total(ANNA)).isEqualTo(70);
        assertThat(total(BEN)).isEqualTo(40);
        assertThat(loyalty.points()
                        .transferPoints(transfer(ANNA, "t", BEN, 30))
                        .getBalance()
                        .getTotal())
                .isEqualTo(70);
        assertThat(read(ANNA).getRevision()).isEqualTo(3);
        assertThat(read(BEN).getRevision()).isEqualTo(2);
        expectNothingUnderWay();
    }

    private void expectNothingUnderWay() throws Exception {
        until(() ->
                totals().getEventCount() == read(ANNA).getRevision() + read(BEN).getRevision());
        assertThat(rows("SELECT count(*) FROM loyalty.saga_under_way")).isZero();
        assertThat(totals().getTotals().getTransferred()).isZero();
    }

    @Test
    void aServiceThatEndedAfterThePointsLeftBringsThemToTheRecipientAfterItsStart() throws Exception {
        interruption.of("ben", 1);
        expectNoAnswer();
        assertThat(total(ANNA)).isEqualTo(70);
        until(() -> totals().getTotals().getTransferred() == -30);
        assertThat(totals().getOutstanding()).isEqualTo(80);
        restart();
        expectSettled();
    }

    @Test
    void aServiceThatEndedAfterThePointsArrivedDoesNotBringThemAgain() throws Exception {
        interruption.of("anna", 2);
        expectNoAnswer();
        assertThat(total(BEN)).isEqualTo(40);
        restart();
        expectSettled();
    }

    @Test
    void aServiceThatEndedAfterTheRecipientDeclinedGivesThePointsBack() throws Exception {
        fill();
        interruption.of("anna", 2);
        expectNoAnswer();
        restart();
        until(() -> transferOf(ANNA, "t").getState() == TransferState.TRANSFER_STATE_RETURNED);
        assertThat(total(ANNA)).isEqualTo(100);
        expectNothingUnderWay();
    }

    @Test
    void aTransferThatCouldNotGoOnIsFinishedByTheDriverOfARunningService() throws Exception {
        interruption.of("ben", 1);
        expectNoAnswer();
        interruption.end();
        expectSettled();
    }

    @Test
    void manyTransfersOutOfOneAccountNeverOverdrawIt() throws Exception {
        List<ListenableFuture<TransferPointsResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            calls.add(
                    PointsServiceGrpc.newFutureStub(loyalty.channel()).transferPoints(transfer(ANNA, "t" + i, BEN, 3)));
        }
        int settled = 0;
        for (ListenableFuture<TransferPointsResponse> call : calls) {
            settled += succeeded(call, "INSUFFICIENT_POINTS") ? 1 : 0;
        }
        assertThat(settled).isEqualTo(33);
        assertThat(total(ANNA)).isEqualTo(1);
        assertThat(total(BEN)).isEqualTo(109);
        expectNothingUnderWay();
    }

    @Test
    void transfersThatRaceInBothDirectionsLoseNothing() throws Exception {
        List<ListenableFuture<TransferPointsResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            calls.add(
                    PointsServiceGrpc.newFutureStub(loyalty.channel()).transferPoints(transfer(ANNA, "t" + i, BEN, 7)));
            calls.add(
                    PointsServiceGrpc.newFutureStub(loyalty.channel()).transferPoints(transfer(BEN, "t" + i, ANNA, 5)));
        }
        long fromAnna = 0;
        long fromBen = 0;
        for (int i = 0; i < calls.size(); i++) {
            boolean arrived = succeeded(calls.get(i), "INSUFFICIENT_POINTS");
            fromAnna += arrived && i % 2 == 0 ? 7 : 0;
            fromBen += arrived && i % 2 == 1 ? 5 : 0;
        }
        assertThat(total(ANNA)).isEqualTo(100 - fromAnna + fromBen);
        assertThat(total(BEN)).isEqualTo(10 + fromAnna - fromBen);
        expectNothingUnderWay();
        assertThat(totals().getOutstanding()).isEqualTo(110);
    }

    private static boolean succeeded(ListenableFuture<TransferPointsResponse> call, String otherwise) throws Exception {
        try {
            return call.get().getTransfer().getState() == TransferState.TRANSFER_STATE_SETTLED;
        } catch (ExecutionException e) {
            assertThat(Refusal.of(() -> {
                                throw e.getCause();
                            })
                            .reason())
                    .isEqualTo(otherwise);
            return false;
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

    @Test
    void aGuestCanSendToAMemberAndTheOtherWay() {
        String cleo = "programs/shop/customers/cleo";
        assertThat(loyalty.customers().enrollCustomer(enrol(cleo, "enrol")).hasEnrollTime())
                .isTrue();
        assertThat(loyalty.points()
                        .transferPoints(transfer(ANNA, "t", cleo, 1))
                        .getTransfer()
                        .getRecipient())
                .isEqualTo(cleo);
        assertThat(total(cleo)).isEqualTo(1);
    }
}
