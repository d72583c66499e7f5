package dev.giveback.gateway;

import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.ClaimCodeResponse;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A gateway in front of a loyalty service that keeps the bytes of checkouts, and of a coupon service that does as a test says. */
final class CheckoutBench {
    static final MethodDescriptor<byte[], byte[]> QUOTE = ofBytes(CheckoutServiceGrpc.getQuoteCheckoutMethod());
    static final MethodDescriptor<byte[], byte[]> RESERVE = ofBytes(CheckoutServiceGrpc.getReserveCheckoutMethod());
    static final MethodDescriptor<byte[], byte[]> COMPLETE = ofBytes(CheckoutServiceGrpc.getCompleteCheckoutMethod());
    static final byte[] ANSWER = {};

    final List<byte[]> received = new CopyOnWriteArrayList<>();
    final List<ClaimCodeRequest> claims = new CopyOnWriteArrayList<>();
    final List<CheckCodeRequest> checks = new CopyOnWriteArrayList<>();
    private final TestBackend fixture = new TestBackend();
    private volatile BiConsumer<byte[], StreamObserver<byte[]>> loyalty = (message, answer) -> {
        answer.onNext(ANSWER);
        answer.onCompleted();
    };
    private volatile BiConsumer<ClaimCodeRequest, StreamObserver<ClaimCodeResponse>> claim =
            (request, answer) -> answer.onError(new AssertionError("no claim was expected"));
    private volatile BiConsumer<CheckCodeRequest, StreamObserver<CheckCodeResponse>> check =
            (request, answer) -> answer.onError(new AssertionError("no check was expected"));

    CheckoutBench onCheckout(BiConsumer<byte[], StreamObserver<byte[]>> handler) {
        loyalty = handler;
        return this;
    }

    CheckoutBench onClaim(BiConsumer<ClaimCodeRequest, StreamObserver<ClaimCodeResponse>> handler) {
        claim = handler;
        return this;
    }

    CheckoutBench onCheck(BiConsumer<CheckCodeRequest, StreamObserver<CheckCodeResponse>> handler) {
        check = handler;
        return this;
    }

    /** Starts all three; the answer is a channel to the gateway. */
    Channel start() {
        serve("test-coupon", new Codes().bindService());
        return front(fixture.keep(Channels.inProcess("test-coupon")));
    }

    /** Starts the gateway with this in the place of the coupon service. */
    Channel front(ManagedChannel couponService) {
        serve("test-loyalty", checkouts());
        return fixture.front(
                List.of(new Route(CheckoutServiceGrpc.getServiceDescriptor(), Gateway.LOYALTY)),
                Map.of(
                        Gateway.LOYALTY,
                        fixture.keep(Channels.inProcess("test-loyalty")),
                        Gateway.COUPON,
                        couponService));
    }

    ManagedChannel keep(ManagedChannel channel) {
        return fixture.keep(channel);
    }

    static MethodDescriptor<byte[], byte[]> of(CheckoutMethod method) {
        return switch (method) {
            case QUOTE -> QUOTE;
            case RESERVE -> RESERVE;
            case COMPLETE -> COMPLETE;
        };
    }

    static byte[] call(Channel gateway, MethodDescriptor<byte[], byte[]> method, byte[] message) {
        return ClientCalls.blockingUnaryCall(gateway, method, CallOptions.DEFAULT, message);
    }

    void close() throws Exception {
        fixture.close();
    }

    private void serve(String name, ServerServiceDefinition service) {
        fixture.keep(GrpcServer.start(
                TestBackend.settings(),
                List.of(new Endpoint.InProcess(name)),
                List.of(service),
                List.of(),
                new SimpleMeterRegistry()));
    }

    private ServerServiceDefinition checkouts() {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(CheckoutServiceGrpc.SERVICE_NAME);
        List<MethodDescriptor<byte[], byte[]>> methods = List.of(QUOTE, RESERVE, COMPLETE);
        methods.forEach(descriptor::addMethod);
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(method -> service.addMethod(method, ServerCalls.asyncUnaryCall((message, answer) -> {
            received.add(message);
            loyalty.accept(message, answer);
        })));
        return service.build();
    }

    private final class Codes extends CodeServiceGrpc.CodeServiceImplBase {
        @Override
        public void claimCode(ClaimCodeRequest request, StreamObserver<ClaimCodeResponse> answer) {
            claims.add(request);
            claim.accept(request, answer);
        }

        @Override
        public void checkCode(CheckCodeRequest request, StreamObserver<CheckCodeResponse> answer) {
            checks.add(request);
            check.accept(request, answer);
        }
    }

    private static MethodDescriptor<byte[], byte[]> ofBytes(MethodDescriptor<?, ?> method) {
        return method.toBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .build();
    }
}
