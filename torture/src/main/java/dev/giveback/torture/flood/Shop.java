package dev.giveback.torture.flood;

import com.google.type.Money;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.testkit.TestGuard;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractBlockingStub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop with a program of its own, in which a pound is a point, and a key that is good for tills. It has some connections, because one carries 256 calls at once. */
final class Shop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final List<ManagedChannel> connections = new ArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final String program;
    private final String secret;

    /**
     * Opens one.
     *
     * @param address of the gateway
     * @param credentials how it is reached
     * @param operator the secret of a key that may do everything
     * @param program its name
     * @param connections how many
     */
    Shop(String address, ChannelCredentials credentials, String operator, String program, int connections) {
        this.program = program;
        for (int i = 0; i < connections; i++) {
            this.connections.add(NettyChannelBuilder.forTarget(address, credentials)
                    .directExecutor()
                    .build());
        }
        Channel asOperator = ClientInterceptors.intercept(next(), TestGuard.calling(operator));
        try {
            var unused = patient(ProgramServiceGrpc.newBlockingStub(asOperator))
                    .createProgram(CreateProgramRequest.newBuilder()
                            .setRequestId("create-" + program)
                            .setProgram(Program.newBuilder()
                                    .setName("programs/" + program)
                                    .setCurrencyCode("GBP")
                                    .setTimeZone("Europe/London")
                                    .setEarning(EarningPolicy.newBuilder()
                                            .setRate(EarningRate.newBuilder()
                                                    .setPoints(1)
                                                    .setPer(pounds(1)))))
                            .build());
            secret = patient(AccessServiceGrpc.newBlockingStub(asOperator))
                    .createKey(CreateKeyRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setKey(Key.newBuilder()
                                    .setDisplayName("a till")
                                    .addScopes("checkout")
                                    .addScopes("customer.read")
                                    .addPrograms("programs/" + program))
                            .build())
                    .getSecret();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    static <S extends AbstractBlockingStub<S>> S patient(S stub) {
        return stub.withWaitForReady().withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The secret of the till's key. */
    String secret() {
        return secret;
    }

    /** Calls as the till, on one connection after the other. */
    Channel till() {
        return ClientInterceptors.intercept(next(), TestGuard.calling(secret));
    }

    /** How many connections it has. */
    int connections() {
        return connections.size();
    }

    private Channel next() {
        return connections.get(Math.floorMod(turns.getAndIncrement(), connections.size()));
    }

    /** The name of a customer by number. */
    String customer(int number) {
        return "programs/" + program + "/customers/c" + number;
    }

    /** An order of one pound, which earns a point. */
    static CompleteCheckoutRequest order(String customer, String id) {
        return CompleteCheckoutRequest.newBuilder()
                .setCustomer(customer)
                .setRequestId(id)
                .setOrderId("order-" + id)
                .setBasket(Basket.newBuilder()
                        .addLines(CheckoutLine.newBuilder()
                                .setProduct("P")
                                .setQuantity(1)
                                .setUnitPrice(pounds(1))))
                .build();
    }

    private static Money pounds(long pounds) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(pounds).build();
    }

    @Override
    public void close() {
        connections.forEach(ManagedChannel::shutdownNow);
    }
}
