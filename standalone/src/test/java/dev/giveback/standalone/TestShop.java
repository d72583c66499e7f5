package dev.giveback.standalone;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import io.grpc.Channel;
import java.time.Instant;

/** The program {@code shop}, in which a pound earns a point, and what its customers do. */
@SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
public final class TestShop {
    private static final Money POUND =
            Money.newBuilder().setCurrencyCode("GBP").setUnits(1).build();

    private final Channel service;

    /** Of the service at this channel. */
    public TestShop(Channel service) {
        this.service = service;
    }

    /** A pound. */
    public static Money pound() {
        return POUND;
    }

    /** The program without anything else; a test adds what it is about. */
    public static Program.Builder program() {
        return Program.newBuilder()
                .setName("programs/shop")
                .setCurrencyCode("GBP")
                .setTimeZone("Europe/London")
                .setBackdatingDays(40)
                .setEarning(EarningPolicy.newBuilder()
                        .setRate(EarningRate.newBuilder().setPoints(1).setPer(POUND)));
    }

    /** Makes the program. */
    public void create(Program.Builder program) {
        ProgramServiceGrpc.newBlockingStub(service)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(program)
                        .build());
    }

    void give(String customer, long points) {
        PointsServiceGrpc.newBlockingStub(service)
                .adjustPoints(AdjustPointsRequest.newBuilder()
                        .setCustomer("programs/shop/customers/" + customer)
                        .setRequestId("welcome")
                        .setPoints(points)
                        .setReason("welcome")
                        .build());
    }

    /** An order of some pounds; its id is also that of the request. */
    void order(String customer, String id, int pounds, Instant purchased) {
        CompleteCheckoutRequest.Builder checkout = CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/" + customer)
                .setRequestId(id)
                .setOrderId(id)
                .setPurchaseTime(Timestamps.fromMillis(purchased.toEpochMilli()));
        checkout.getBasketBuilder()
                .addLinesBuilder()
                .setProduct("MUG")
                .setQuantity(pounds)
                .setUnitPrice(POUND);
        CheckoutServiceGrpc.newBlockingStub(service).completeCheckout(checkout.build());
    }
}
