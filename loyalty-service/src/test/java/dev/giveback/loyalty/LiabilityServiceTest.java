package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.adjust;
import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;
import static dev.giveback.loyalty.Requests.pence;
import static dev.giveback.loyalty.Requests.redeem;
import static dev.giveback.loyalty.Requests.refund;
import static dev.giveback.loyalty.Requests.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.GetLiabilityRequest;
import dev.giveback.loyalty.v1.GetLiabilityResponse;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.Liability;
import dev.giveback.loyalty.v1.ListAdminActsRequest;
import dev.giveback.loyalty.v1.ListAdminActsResponse;
import dev.giveback.loyalty.v1.RedemptionPolicy;
import dev.giveback.testkit.TestDatabase;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The report on liability through the whole service. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiabilityServiceTest {
    private static final String ANNA = "programs/shop/customers/anna";
    private static final String BEN = "programs/shop/customers/ben";

    private TestDatabase database;
    private RunningLoyalty loyalty;

    @BeforeAll
    @SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
    void start() throws Exception {
        database = TestDatabase.create();
        loyalty = RunningLoyalty.start(database);
        var program = Requests.program("shop").toBuilder();
        program.getProgramBuilder()
                .setRedemption(RedemptionPolicy.newBuilder().setPoints(3).setValue(pence(2)));
        loyalty.programs().createProgram(program.build());
        loyalty.programs().createProgram(Requests.program("empty"));
        // A program whose name begins with the other's, so that its events must be told from them.
        loyalty.programs().createProgram(Requests.program("shop-two"));
        loyalty.points().adjustPoints(adjust("programs/shop-two/customers/anna", "welcome", 7_000));
        loyalty.points().adjustPoints(adjust(ANNA, "welcome", 100));
        loyalty.points().adjustPoints(adjust(BEN, "welcome", 10));
        loyalty.checkouts().completeCheckout(checkout(ANNA, "o-1", line("tea", 3, 1_000)));
        loyalty.checkouts().refundOrder(refund(ANNA, "r-1", "o-1", 1, 1));
        loyalty.points().redeemPoints(redeem(ANNA, "mug", 5));
        loyalty.points().transferPoints(transfer(ANNA, "t", BEN, 30));
    }

    @AfterAll
    void stop() {
        loyalty.close();
        database.close();
    }

    private JournalServiceGrpc.JournalServiceBlockingStub journal() {
        return JournalServiceGrpc.newBlockingStub(loyalty.channel()).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private List<GetLiabilityResponse> messages(GetLiabilityRequest request) {
        List<GetLiabilityResponse> all = new ArrayList<>();
        Iterator<GetLiabilityResponse> messages = journal().getLiability(request);
        messages.forEachRemaining(all::add);
        return all;
    }

    private static GetLiabilityRequest of(String program) {
        return GetLiabilityRequest.newBuilder()
                .setProgram(program)
                .setContext(AdminContext.newBuilder().setOperator("carol").setReason("end of quarter"))
                .build();
    }

    private Liability report(GetLiabilityRequest request) {
        return messages(request).getLast().getLiability();
    }

    @Test
    void itAgreesWithTheProgramsTotalsAndLeavesAnAct() {
        List<GetLiabilityResponse> messages = messages(of("programs/shop"));
        Liability liability = messages.getLast().getLiability();
        assertThat(messages.getFirst().getProgress().getTotal()).isEqualTo(8);
        // 100 + 10 given, 20 left of the order, 5 spent; what was sent has arrived.
        assertThat(liability.getOutstanding()).isEqualTo(125);
        assertThat(liability.getInTransit()).isZero();
        assertThat(liability.getFullLiability()).isEqualTo(pence(83));
        assertThat(liability.getExpectedLiability()).isEqualTo(pence(83));
        assertThat(liability.getCohortsList()).hasSize(1);
        assertThat(liability.getCohorts(0).getEarned()).isEqualTo(140);
        assertThat(liability.getCohorts(0).getTakenBack()).isEqualTo(10);
        assertThat(liability.getCohorts(0).getRedeemed()).isEqualTo(5);
        assertThat(liability.getCustomerCount()).isEqualTo(2);

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (totals() != liability.getRecordedOutstanding() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(totals()).isEqualTo(liability.getRecordedOutstanding());
        AdminAct act = acts(1, "").getActs(0);
        assertThat(act.getVerb()).isEqualTo("GetLiability");
        assertThat(act.getOperator()).isEqualTo("carol");
        assertThat(act.getReason()).isEqualTo("end of quarter");
        assertThat(act.getOutcome()).isEqualTo("OK");
        assertThat(act.getDetailsMap()).containsEntry("outstanding", "125").containsEntry("events", "8");
    }

    private long totals() {
        return loyalty.customers()
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/shop")
                        .build())
                .getOutstanding();
    }

    private ListAdminActsResponse acts(int size, String token) {
        return journal()
                .listAdminActs(ListAdminActsRequest.newBuilder()
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }

    @Test
    void aProgramWithoutCustomersOwesNothing() {
        Liability liability = report(of("programs/empty"));
        assertThat(liability.getOutstanding()).isZero();
        assertThat(liability.getCohortsList()).isEmpty();
        assertThat(liability.hasFullLiability()).isFalse();
    }

    @Test
    void whatCannotBeAskedIsRefusedAndTheActSaysSo() {
        Timestamp future = Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000);
        assertThatThrownBy(() ->
                        report(of("programs/shop").toBuilder().setTime(future).build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("time");
        assertThatThrownBy(() -> report(of("programs/shop").toBuilder()
                        .setKnownTime(Timestamps.fromMillis(1))
                        .setTime(Timestamps.fromMillis(2))
                        .build()))
                .hasMessageContaining("known_time");
        assertThatThrownBy(() -> report(of("programs/nowhere"))).hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> report(of("programs/shop").toBuilder()
                        .setTime(Timestamps.fromMillis(1))
                        .build()))
                .hasMessageContaining("NOT_FOUND");
        assertThat(acts(1, "").getActs(0).getOutcome()).isEqualTo("REFUSED");
    }

    @Test
    void actsComeInPages() {
        for (int i = 0; i < 3; i++) {
            assertThat(messages(of("programs/empty"))).isNotEmpty();
        }
        ListAdminActsResponse first = acts(2, "");
        ListAdminActsResponse second = acts(2, first.getNextPageToken());
        assertThat(first.getActsCount()).isEqualTo(2);
        assertThat(second.getActs(0).getActId()).isLessThan(first.getActs(1).getActId());
        assertThatThrownBy(() -> acts(2, "no token")).hasMessageContaining("page_token");
    }
}
