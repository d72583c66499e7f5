package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.type.Money;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CaptureHoldRequest;
import dev.giveback.loyalty.v1.CaptureHoldResponse;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc.CustomerServiceBlockingStub;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.HoldPointsRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc.PointsServiceBlockingStub;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.RefundPolicy;
import dev.giveback.loyalty.v1.ReleaseHoldRequest;
import dev.giveback.loyalty.v1.StatementEntry;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop's calls through the gateway to customers whose events are in a real PostgreSQL. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndToEndTest {
    private static final String ADA = "programs/shop/customers/ada";
    private static final String BOB = "programs/shop/customers/bob";
    private static final String CY = "programs/shop/customers/cy";

    private final WholePath path = WholePath.start();

    @BeforeAll
    void createProgram() {
        Program answer = ProgramServiceGrpc.newBlockingStub(path.gateway())
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-shop")
                        .setProgram(Program.newBuilder()
                                .setName("programs/shop")
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setRefunds(RefundPolicy.newBuilder().setWindowDays(30))
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pounds(1)))))
                        .build())
                .getProgram();
        assertThat(answer.getVersion()).isEqualTo(1);
    }

    @AfterAll
    void stop() {
        path.close();
    }

    @Test
    void aPurchaseAndAllThatFollowsStandInTheStatementAndAddUp() {
        var enrolled = customers()
                .enrollCustomer(EnrollCustomerRequest.newBuilder()
                        .setCustomer(ADA)
                        .setRequestId("enrol")
                        .build());
        assertThat(enrolled.getSerializedSize()).isPositive();
        buyAgainAndRefund();
        spend();
        holdAndCapture();
        holdAndRelease();

        assertThat(total()).isEqualTo(40);
        List<StatementEntry> entries = statement();
        assertThat(entries.stream().map(StatementEntry::getSequenceNumber))
                .containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(entries.stream().mapToLong(StatementEntry::getPoints).sum()).isEqualTo(40);
        assertThat(entries.getFirst().getTotalAfter()).isEqualTo(40);
    }

    private void buyAgainAndRefund() {
        CompleteCheckoutRequest request = checkout(ADA, "o1");

        CompleteCheckoutResponse first = checkouts().completeCheckout(request);
        CompleteCheckoutResponse repeated = checkouts().completeCheckout(request);
        assertThat(first.getOutcome().getOrder().getPointsEarned()).isEqualTo(100);
        assertThat(repeated).isEqualTo(first);
        assertThat(total()).isEqualTo(100);

        var refunded = checkouts()
                .refundOrder(RefundOrderRequest.newBuilder()
                        .setCustomer(ADA)
                        .setRequestId("refund")
                        .setOrderId("o1")
                        .addLines(RefundLine.newBuilder().setLine(1).setQuantity(1))
                        .build());
        assertThat(refunded.getPointsTakenBack()).isEqualTo(30);
        assertThat(refunded.getAmount()).isEqualTo(pounds(30));
        assertThat(refunded.getBalance().getAvailable()).isEqualTo(70);
    }

    private void spend() {
        var redeemed = points().redeemPoints(redeem(ADA, "redeem", 20));
        assertThat(redeemed.getBalance().getAvailable()).isEqualTo(50);
    }

    private void holdAndCapture() {
        var held = points().holdPoints(hold("h1", 30));
        assertThat(held.getBalance().getAvailable()).isEqualTo(20);
        assertThat(held.getBalance().getTotal()).isEqualTo(50);

        CaptureHoldResponse captured = points().captureHold(CaptureHoldRequest.newBuilder()
                .setCustomer(ADA)
                .setRequestId("capture")
                .setHoldId("h1")
                .setPoints(10)
                .build());
        assertThat(captured.getReleased()).isEqualTo(20);
        assertThat(captured.getBalance().getAvailable()).isEqualTo(40);
    }

    private void holdAndRelease() {
        var held = points().holdPoints(hold("h2", 15));
        assertThat(held.getBalance().getAvailable()).isEqualTo(25);
        var released = points().releaseHold(ReleaseHoldRequest.newBuilder()
                .setCustomer(ADA)
                .setRequestId("release")
                .setHoldId("h2")
                .build());
        assertThat(released.getReleased()).isEqualTo(15);
        assertThat(released.getBalance().getAvailable()).isEqualTo(40);
    }

    @Test
    void whatIsMissingIsToldAsTheServiceToldIt() throws Exception {
        var unused = checkouts().completeCheckout(checkout(CY, "o1"));

        com.google.rpc.Status refusal = refusedAlike(
                channel -> PointsServiceGrpc.newBlockingStub(channel).redeemPoints(redeem(CY, "too-much", 1_000)));

        assertThat(refusal.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION.value());
        assertThat(detail(refusal, ErrorInfo.class).getReason()).isEqualTo("INSUFFICIENT_POINTS");
        assertThat(detail(refusal, ErrorInfo.class).getMetadataMap()).containsEntry("missing", "900");
        assertThat(detail(refusal, PreconditionFailure.class).getViolations(0).getSubject())
                .isEqualTo("points");
    }

    @Test
    void aWrongFieldIsToldAsTheServiceToldIt() throws Exception {
        com.google.rpc.Status refusal = refusedAlike(
                channel -> PointsServiceGrpc.newBlockingStub(channel).redeemPoints(redeem(BOB, "nothing", 0)));

        assertThat(refusal.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
        assertThat(detail(refusal, ErrorInfo.class).getReason()).isEqualTo("INVALID_FIELD");
        assertThat(detail(refusal, BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("points");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"giveback.loyalty.v1.PointsService/GivePoints", "giveback.loyalty.v9.PointsService/EarnPoints"})
    void aMethodThatNobodyHasIsUnimplemented(String method) {
        MethodDescriptor<RedeemPointsRequest, ?> unknown = PointsServiceGrpc.getRedeemPointsMethod().toBuilder()
                .setFullMethodName(method)
                .build();

        StatusRuntimeException refused = assertThrows(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        path.gateway(), unknown, CallOptions.DEFAULT, redeem(BOB, "unknown", 1)));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void theCallersDeadlineIsTheServices() {
        var unused = checkouts().withDeadlineAfter(3, TimeUnit.SECONDS).completeCheckout(checkout(BOB, "o2"));

        Deadline deadline =
                Objects.requireNonNull(path.passedOn().calls().getLast().deadline());
        assertThat(deadline.timeRemaining(TimeUnit.MILLISECONDS)).isLessThanOrEqualTo(3_000);
    }

    @Test
    void theCallersMetadataIsTheServices() {
        Metadata.Key<String> shop = Metadata.Key.of("x-shop", Metadata.ASCII_STRING_MARSHALLER);
        Metadata.Key<byte[]> trace = Metadata.Key.of("x-trace-bin", Metadata.BINARY_BYTE_MARSHALLER);
        Metadata headers = new Metadata();
        headers.put(shop, "7");
        headers.put(trace, new byte[] {0, -1, 7});

        var unused = checkouts()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .completeCheckout(checkout(BOB, "o3"));

        Metadata passedOn = path.passedOn().calls().getLast().headers();
        assertThat(passedOn.get(shop)).isEqualTo("7");
        assertThat(passedOn.get(trace)).isEqualTo(new byte[] {0, -1, 7});
    }

    @Test
    void aMessageOverTheLimitGoesNoFurtherThanTheGateway() {
        CompleteCheckoutRequest large = checkout(BOB, "o4").toBuilder()
                .setBasket(
                        Basket.newBuilder().addLines(CheckoutLine.newBuilder().setProduct("x".repeat(300 * 1024))))
                .build();
        int before = path.passedOn().messages();

        StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> checkouts().completeCheckout(large));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(path.passedOn().messages()).isEqualTo(before);
        var unused = checkouts().completeCheckout(checkout(BOB, "o4"));
        assertThat(path.passedOn().messages()).isEqualTo(before + 1);
    }

    /** Makes a call that must be refused, through the gateway and past it; both must be told the same. */
    private com.google.rpc.Status refusedAlike(Consumer<Channel> call) {
        com.google.rpc.Status through = refusal(call, path.gateway());
        assertThat(through).isEqualTo(refusal(call, path.service()));
        return through;
    }

    private static com.google.rpc.Status refusal(Consumer<Channel> call, Channel channel) {
        return Objects.requireNonNull(
                StatusProto.fromThrowable(assertThrows(StatusRuntimeException.class, () -> call.accept(channel))));
    }

    private static <T extends Message> T detail(com.google.rpc.Status refusal, Class<T> type) throws Exception {
        for (Any detail : refusal.getDetailsList()) {
            if (detail.is(type)) {
                return detail.unpack(type);
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + refusal);
    }

    private List<StatementEntry> statement() {
        List<StatementEntry> entries = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            ListStatementEntriesResponse page = points().listStatementEntries(ListStatementEntriesRequest.newBuilder()
                    .setParent(ADA)
                    .setPageSize(3)
                    .setPageToken(token)
                    .build());
            entries.addAll(page.getEntriesList());
            token = page.getNextPageToken();
            pages++;
        } while (!token.isEmpty());
        assertThat(pages).isEqualTo(3);
        return entries;
    }

    private long total() {
        return customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(ADA).build())
                .getCustomer()
                .getBalance()
                .getTotal();
    }

    /** Two pieces at 30 pounds and one at 40. */
    private static CompleteCheckoutRequest checkout(String customer, String order) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId("checkout-" + order)
                .setOrderId(order)
                .setBasket(Basket.newBuilder()
                        .addLines(CheckoutLine.newBuilder()
                                .setProduct("A")
                                .setQuantity(2)
                                .setUnitPrice(pounds(30)))
                        .addLines(CheckoutLine.newBuilder()
                                .setProduct("B")
                                .setQuantity(1)
                                .setUnitPrice(pounds(40))))
                .build();
    }

    private static RedeemPointsRequest redeem(String customer, String requestId, long points) {
        return RedeemPointsRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(requestId)
                .setPoints(points)
                .build();
    }

    private static HoldPointsRequest hold(String hold, long points) {
        return HoldPointsRequest.newBuilder()
                .setCustomer(ADA)
                .setRequestId("hold-" + hold)
                .setHoldId(hold)
                .setPoints(points)
                .build();
    }

    private static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    private CustomerServiceBlockingStub customers() {
        return CustomerServiceGrpc.newBlockingStub(path.gateway()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private PointsServiceBlockingStub points() {
        return PointsServiceGrpc.newBlockingStub(path.gateway()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private CheckoutServiceBlockingStub checkouts() {
        return CheckoutServiceGrpc.newBlockingStub(path.gateway()).withDeadlineAfter(20, TimeUnit.SECONDS);
    }
}
