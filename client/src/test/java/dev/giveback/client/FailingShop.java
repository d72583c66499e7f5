package dev.giveback.client;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceImplBase;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.QuoteCheckoutResponse;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop on a port of loopback whose service does what is asked, and then fails to answer some of the first calls. */
final class FailingShop implements AutoCloseable {
    private final Server server;
    private final AtomicInteger failures;
    private final Status.Code failure;

    final List<String> requestIds = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<Long> secondsLeft = new CopyOnWriteArrayList<>();
    final Set<String> effects = ConcurrentHashMap.newKeySet();

    FailingShop(int failures, Status.Code failure) throws IOException {
        this(failures, failure, InsecureServerCredentials.create());
    }

    FailingShop(int failures, Status.Code failure, ServerCredentials credentials) throws IOException {
        this.failures = new AtomicInteger(failures);
        this.failure = failure;
        this.server = Grpc.newServerBuilderForPort(0, credentials)
                .addService(new Checkouts())
                .intercept(new Seen())
                .build()
                .start();
    }

    String address() {
        return "localhost:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Checkouts extends CheckoutServiceImplBase {
        @Override
        public void completeCheckout(
                CompleteCheckoutRequest request, StreamObserver<CompleteCheckoutResponse> observer) {
            requestIds.add(request.getRequestId());
            effects.add(request.getRequestId());
            secondsLeft.add(Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS));
            if (failures.getAndDecrement() > 0) {
                observer.onError(failure.toStatus().asRuntimeException());
                return;
            }
            observer.onNext(CompleteCheckoutResponse.getDefaultInstance());
            observer.onCompleted();
        }

        @Override
        public void quoteCheckout(QuoteCheckoutRequest request, StreamObserver<QuoteCheckoutResponse> observer) {
            observer.onError(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                    .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
                    .setMessage("too many calls")
                    .addDetails(Any.pack(ErrorInfo.newBuilder()
                            .setReason("RATE_LIMITED")
                            .putMetadata("limit", "5")
                            .build()))
                    .addDetails(Any.pack(RetryInfo.newBuilder()
                            .setRetryDelay(
                                    com.google.protobuf.Duration.newBuilder().setSeconds(3))
                            .build()))
                    .build()));
        }
    }

    private final class Seen implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            authorizations.add(
                    String.valueOf(headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER))));
            return next.startCall(call, headers);
        }
    }
}
