package dev.giveback.standalone.crash;

import com.google.protobuf.MessageLite;
import com.google.type.Money;
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
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends calls to a standalone's gateway over the network, about the customers of one program. */
final class Caller implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ManagedChannel channel;
    private final String program;

    Caller(StandaloneProcess standalone, String program) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", standalone.grpcPort())
                .intercept(standalone.calling())
                .usePlaintext()
                .directExecutor()
                .build();
        this.program = program;
    }

    /** Creates the program: one point a whole pound of an order. */
    void createProgram() {
        var unused = ProgramServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-" + program)
                        .setProgram(Program.newBuilder()
                                .setName("programs/" + program)
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pence(100)))))
                        .build());
    }

    /** Sends a call once. */
    Answer send(Call call) {
        try {
            return new Answer.Given(answer(call).toByteString());
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            return code == Status.Code.FAILED_PRECONDITION || code == Status.Code.NOT_FOUND
                    ? new Answer.Refused(e.getStatus().toString())
                    : new Answer.Unknown(e.getStatus().toString());
        }
    }

    /** Sends a call until it is known how it ended. */
    Answer sendUntilKnown(Call call) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = send(call);
        while (answer instanceof Answer.Unknown) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no answer within " + PATIENCE + " to " + call + ": " + answer);
            }
            Thread.sleep(200);
            answer = send(call);
        }
        return answer;
    }

    /** How a customer's account stands; of one that is not known, all is zero. */
    Checker.Standing standing(String customer) {
        try {
            return standing(CustomerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .getCustomer(GetCustomerRequest.newBuilder()
                            .setName(name(customer))
                            .build())
                    .getCustomer());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Checker.Standing.NONE;
            }
            throw e;
        }
    }

    /** The program's sums, as the read model tells them. */
    record Sums(long customers, long orders, long outstanding) {}

    Sums sums() {
        GetProgramTotalsResponse totals = CustomerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getProgramTotals(GetProgramTotalsRequest.newBuilder()
                        .setName("programs/" + program)
                        .build());
        return new Sums(totals.getCustomerCount(), totals.getOrderCount(), totals.getOutstanding());
    }

    private static Checker.Standing standing(Customer customer) {
        return new Checker.Standing(
                customer.getTotals().getEarned(),
                customer.getTotals().getSpent(),
                customer.getTotals().getAdjusted(),
                customer.getBalance().getTotal(),
                customer.getOrderCount(),
                customer.getRevision());
    }

    /** The time of purchase is left to Giveback, so an order that is decided anew is answered otherwise than the first time. */
    private MessageLite answer(Call call) {
        var points = PointsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return switch (call.kind()) {
            case CHECKOUT ->
                CheckoutServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .completeCheckout(checkout(call));
            case REDEEM ->
                points.redeemPoints(RedeemPointsRequest.newBuilder()
                        .setCustomer(name(call.customer()))
                        .setRequestId(call.requestId())
                        .setPoints(call.amount())
                        .build());
            case ADJUST ->
                points.adjustPoints(AdjustPointsRequest.newBuilder()
                        .setCustomer(name(call.customer()))
                        .setRequestId(call.requestId())
                        .setPoints(call.amount())
                        .setReason("crash test")
                        .build());
        };
    }

    private CompleteCheckoutRequest checkout(Call call) {
        long first = call.amount() / 3;
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(name(call.customer()))
                .setRequestId(call.requestId())
                .setOrderId(call.orderId())
                .setBasket(Basket.newBuilder().addLines(line(first)).addLines(line(call.amount() - first)))
                .build();
    }

    private static CheckoutLine line(long pence) {
        return CheckoutLine.newBuilder()
                .setProduct("P" + pence)
                .setQuantity(1)
                .setUnitPrice(pence(pence))
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
