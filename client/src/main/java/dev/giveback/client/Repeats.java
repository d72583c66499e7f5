package dev.giveback.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls that the connection sent again. Those that never left this machine, or that the server says it has not seen, are none. */
final class Repeats extends ClientStreamTracer.Factory implements ClientInterceptor {
    private static final ClientStreamTracer UNTRACED = new ClientStreamTracer() {};

    private final LongAdder count = new LongAdder();

    /** How many so far. */
    long count() {
        return count.sum();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withStreamTracerFactory(this));
    }

    /** Each try of a call is a stream of its own. */
    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo stream, Metadata headers) {
        if (stream.getPreviousAttempts() > 0 && !stream.isTransparentRetry()) {
            count.increment();
        }
        return UNTRACED;
    }
}
