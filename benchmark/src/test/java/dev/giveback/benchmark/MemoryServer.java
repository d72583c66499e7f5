package dev.giveback.benchmark;

import dev.giveback.benchmark.load.Workloads;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CreateProgramResponse;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.GetProgramTotalsRequest;
import dev.giveback.loyalty.v1.GetProgramTotalsResponse;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The services that the benchmark calls, in memory, on loopback; it can forget some of the orders that it acknowledges. */
final class MemoryServer implements AutoCloseable {
    private final Set<String> orders = ConcurrentHashMap.newKeySet();
    private final Set<String> customers = ConcurrentHashMap.newKeySet();
    private final int forgotten;
    private final Server server;
    private final ManagedChannel channel;

    MemoryServer(int forgotten) throws IOException {
        this.forgotten = forgotten;
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(new ProgramService())
                .addService(new CheckoutService())
                .addService(new CustomerService())
                .addService(ServerServiceDefinition.builder("giveback.platform.v1.EchoService")
                        .addMethod(Workloads.echo().method(), ServerCalls.asyncUnaryCall(MemoryServer::answer))
                        .build())
                .build()
                .start();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    int port() {
        return server.getPort();
    }

    ManagedChannel channel() {
        return channel;
    }

    long orderCount() {
        return Math.max(0, orders.size() - forgotten);
    }

    void checkouts(int count) {
        for (int number = 0; number < count; number++) {
            CompleteCheckoutResponse unused = CheckoutServiceGrpc.newBlockingStub(channel)
                    .completeCheckout(CompleteCheckoutRequest.newBuilder()
                            .setCustomer("programs/bench/customers/c1")
                            .setOrderId("order-" + number)
                            .build());
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static <T> void answer(T message, StreamObserver<T> observer) {
        observer.onNext(message);
        observer.onCompleted();
    }

    private static final class ProgramService extends ProgramServiceGrpc.ProgramServiceImplBase {
        private final AtomicBoolean exists = new AtomicBoolean();

        @Override
        public void createProgram(CreateProgramRequest request, StreamObserver<CreateProgramResponse> observer) {
            if (exists.getAndSet(true)) {
                observer.onError(Status.ALREADY_EXISTS.asRuntimeException());
            } else {
                answer(CreateProgramResponse.getDefaultInstance(), observer);
            }
        }
    }

    private final class CheckoutService extends CheckoutServiceGrpc.CheckoutServiceImplBase {
        @Override
        public void completeCheckout(
                CompleteCheckoutRequest request, StreamObserver<CompleteCheckoutResponse> observer) {
            customers.add(request.getCustomer());
            if (orders.add(request.getCustomer() + " " + request.getOrderId())) {
                answer(CompleteCheckoutResponse.getDefaultInstance(), observer);
            } else {
                observer.onError(Status.ALREADY_EXISTS.asRuntimeException());
            }
        }
    }

    private final class CustomerService extends CustomerServiceGrpc.CustomerServiceImplBase {
        @Override
        public void getCustomer(GetCustomerRequest request, StreamObserver<GetCustomerResponse> observer) {
            if (customers.contains(request.getName())) {
                answer(GetCustomerResponse.getDefaultInstance(), observer);
            } else {
                observer.onError(Status.NOT_FOUND.asRuntimeException());
            }
        }

        @Override
        public void getProgramTotals(
                GetProgramTotalsRequest request, StreamObserver<GetProgramTotalsResponse> observer) {
            answer(
                    GetProgramTotalsResponse.newBuilder()
                            .setOrderCount(orderCount())
                            .build(),
                    observer);
        }
    }
}
