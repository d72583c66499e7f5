package dev.giveback.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gives each call that has no deadline that of its method; a deadline of the caller's own stays. */
final class Deadlines implements ClientInterceptor {
    private final Map<String, Duration> timeouts;

    /** Timeouts by the full name of the method; a method without one, such as a stream, gets no deadline. */
    Deadlines(Map<String, Duration> timeouts) {
        this.timeouts = Map.copyOf(timeouts);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        Duration timeout = timeouts.get(method.getFullMethodName());
        return next.newCall(
                method,
                timeout == null || options.getDeadline() != null
                        ? options
                        : options.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }
}
