package dev.giveback.torture.process;

import com.google.protobuf.MessageLite;
import com.google.type.Money;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RefundLine;
import dev.giveback.loyalty.v1.RefundOrderRequest;
import dev.giveback.loyalty.v1.VerifyJournalRequest;
import dev.giveback.testkit.TestGuard;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractBlockingStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Sends calls to a gateway, or to a service, over the network, about the customers of one program. */
final class Caller implements AutoCloseable {
    /** How long it is asked again before nobody is thought to answer any more. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LONG_WORK = Duration.ofMinutes(2);

    private final ManagedChannel channel;
    private final String program;
    private final Duration deadline;

    /**
     * A caller.
     *
     * @param secret of its key
     * @param program that its customers belong to
     * @param deadline of each call
     */
    Caller(int port, String secret, String program, Duration deadline) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .intercept(TestGuard.calling(secret))
                .usePlaintext()
                .directExecutor()
                .build();
        this.program = program;
        this.deadline = deadline;
    }

    /** Creates the program, one point a whole pound of an order; a second time is a repeat. */
    void createProgram() throws InterruptedException {
        CreateProgramRequest request = CreateProgramRequest.newBuilder()
                .setRequestId("create-" + program)
                .setProgram(Program.newBuilder()
                        .setName("programs/" + program)
                        .setCurrencyCode("GBP")
                        .setTimeZone("Europe/London")
                        .setEarning(EarningPolicy.newBuilder()
                                .setRate(EarningRate.newBuilder().setPoints(1).setPer(pence(100)))))
                .build();
        untilKnown(
                "the program",
                () -> answered(
                        () -> in(ProgramServiceGrpc.newBlockingStub(channel)).createProgram(request)));
    }

    /** Sends a call once. */
    Answer send(Call call) {
        return answered(() -> answer(call));
    }

    /** Sends a call until it is known how it ended. */
    Answer sendUntilKnown(Call call) throws InterruptedException {
        return untilKnown(call, () -> send(call));
    }

    private interface Sending {
        MessageLite send();
    }

    private interface Asking {
        Answer ask();
    }

    private static Answer answered(Sending sending) {
        try {
            return new Answer.Given(sending.send().toByteString());
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            return code == Status.Code.FAILED_PRECONDITION || code == Status.Code.NOT_FOUND
                    ? new Answer.Refused(e.getStatus().toString())
                    : new Answer.Unknown(e.getStatus().toString());
        }
    }

    private Answer untilKnown(Object what, Asking asking) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = asking.ask();
        while (answer instanceof Answer.Unknown) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no answer within " + PATIENCE + " to " + what + ": " + answer);
            }
            askAgain();
            answer = asking.ask();
        }
        return answer;
    }

    /** How a customer's account stands; of one that is not known, all is zero. */
    Books.Standing standing(String customer) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return standingNow(customer);
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                    return Books.Standing.NONE;
                }
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no answer within " + PATIENCE + " about " + customer, e);
                }
                askAgain();
            }
        }
    }

    /** Waits a little; a connection that was lost is tried again at once, not when gRPC thinks it time. */
    private void askAgain() throws InterruptedException {
        Thread.sleep(100);
        channel.resetConnectBackoff();
    }

    /** The points that a customer has now, 0 of one that is not known; empty without an answer. */
    OptionalLong balance(String customer) {
        try {
            return OptionalLong.of(standingNow(customer).total());
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() == Status.Code.NOT_FOUND ? OptionalLong.of(0) : OptionalLong.empty();
        }
    }

    private Books.Standing standingNow(String customer) {
        return standing(in(CustomerServiceGrpc.newBlockingStub(channel))
                .getCustomer(
                        GetCustomerRequest.newBuilder().setName(name(customer)).build())
                .getCustomer());
    }

    private static Books.Standing standing(Customer customer) {
        return new Books.Standing(
                customer.getTotals().getEarned(),
                customer.getTotals().getSpent(),
                customer.getTotals().getAdjusted(),
                customer.getBalance().getTotal(),
                customer.getRevision());
    }

    /** What is wrong in the program's part of the journal, as {@code giveback journal verify} tells it; asked again while there is no answer. */
    List<String> journalFindings() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return journalFindingsNow();
            } catch (StatusRuntimeException e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no answer within " + PATIENCE + " about the journal", e);
                }
                askAgain();
            }
        }
    }

    private List<String> journalFindingsNow() {
        List<String> findings = new ArrayList<>();
        JournalServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(LONG_WORK.toSeconds(), TimeUnit.SECONDS)
                .verifyJournal(VerifyJournalRequest.newBuilder()
                        .setContext(
                                AdminContext.newBuilder().setOperator("torture").setReason("after a fault"))
                        .setProgram("programs/" + program)
                        .build())
                .forEachRemaining(part -> {
                    if (part.hasFinding()) {
                        findings.add("journal: " + part.getFinding().getSubject() + " "
                                + part.getFinding().getMessage());
                    }
                });
        return findings;
    }

    private <S extends AbstractBlockingStub<S>> S in(S stub) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The time of purchase is left to Giveback, so an order that is decided anew is answered otherwise than the first time. */
    private MessageLite answer(Call call) {
        String customer = name(call.customer());
        return switch (call.kind()) {
            case CHECKOUT -> in(CheckoutServiceGrpc.newBlockingStub(channel)).completeCheckout(checkout(call));
            case REFUND ->
                in(CheckoutServiceGrpc.newBlockingStub(channel))
                        .refundOrder(RefundOrderRequest.newBuilder()
                                .setCustomer(customer)
                                .setRequestId(call.requestId())
                                .setOrderId(call.orderId())
                                .addLines(RefundLine.newBuilder().setLine(1).setQuantity(1))
                                .build());
            case REDEEM ->
                in(PointsServiceGrpc.newBlockingStub(channel))
                        .redeemPoints(RedeemPointsRequest.newBuilder()
                                .setCustomer(customer)
                                .setRequestId(call.requestId())
                                .setPoints(call.amount())
                                .build());
            case ADJUST ->
                in(PointsServiceGrpc.newBlockingStub(channel))
                        .adjustPoints(AdjustPointsRequest.newBuilder()
                                .setCustomer(customer)
                                .setRequestId(call.requestId())
                                .setPoints(call.amount())
                                .setReason("torture")
                                .build());
        };
    }

    private CompleteCheckoutRequest checkout(Call call) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(name(call.customer()))
                .setRequestId(call.requestId())
                .setOrderId(call.orderId())
                .setBasket(Basket.newBuilder()
                        .addLines(CheckoutLine.newBuilder()
                                .setProduct("P" + call.amount())
                                .setQuantity(1)
                                .setUnitPrice(pence(call.amount()))))
                .build();
    }

    private static Money pence(long pence) {
        return Money.newBuilder()
                .setCurrencyCode("GBP")
                .setUnits(pence / 100)
                .setNanos((int) (pence % 100) * 10_000_000)
                .build();
    }

    private String name(String customer) {
        return "programs/" + program + "/customers/" + customer;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
