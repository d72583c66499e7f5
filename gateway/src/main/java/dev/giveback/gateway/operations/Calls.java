package dev.giveback.gateway.operations;

import dev.giveback.operations.v1.CallRates;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts and times the gateway's own calls with one answer, refused ones too. */
public final class Calls implements ServerInterceptor {
    private static final int MOST_METHODS = 100;

    private final Map<String, CallWindow> byMethod = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final long startSecond;

    /** None yet. */
    public Calls() {
        this(System::nanoTime);
    }

    Calls(LongSupplier nanos) {
        this.nanos = nanos;
        this.startSecond = second();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getType() != MethodType.UNARY) {
            return next.startCall(call, headers);
        }
        long begin = nanos.getAsLong();
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        ended(call.getMethodDescriptor().getFullMethodName(), begin, status.getCode());
                        super.close(status, trailers);
                    }
                },
                headers);
    }

    void ended(String method, long beginNanos, Status.Code code) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - beginNanos);
        byMethod.computeIfAbsent(method, unseen -> new CallWindow()).record(second(), micros, code);
    }

    /** All calls of the last minute together. */
    CallRates all() {
        CallWindow.Sum sum = new CallWindow.Sum();
        byMethod.values().forEach(window -> sum.add(window.sum(second())));
        return sum.rates(seconds()).build();
    }

    /** The same by method, the most called first; those that nobody called are left out. */
    List<CallRates> methods() {
        List<CallRates> methods = new ArrayList<>();
        byMethod.forEach((method, window) -> {
            CallWindow.Sum sum = window.sum(second());
            if (sum.calls() > 0) {
                methods.add(sum.rates(seconds()).setMethod(method).build());
            }
        });
        return methods.stream()
                .sorted(Comparator.comparingLong(CallRates::getCallCount)
                        .reversed()
                        .thenComparing(CallRates::getMethod))
                .limit(MOST_METHODS)
                .toList();
    }

    private double seconds() {
        return CallWindow.seconds(second(), startSecond);
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
    }
}
