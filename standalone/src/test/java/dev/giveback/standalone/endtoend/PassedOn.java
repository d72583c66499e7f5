package dev.giveback.standalone.endtoend;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Looks at what the gateway passes on to a service, on its way there. */
final class PassedOn implements ClientInterceptor {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger messages = new AtomicInteger();

    /** One call as the service is about to see it. */
    record Call(@Nullable Deadline deadline, Metadata headers) {}

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many requests were passed on with their content. */
    int messages() {
        return messages.get();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        Deadline deadline = Context.current().getDeadline();
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> answers, Metadata headers) {
                Metadata copy = new Metadata();
                copy.merge(headers);
                calls.add(new Call(deadline, copy));
                super.start(answers, headers);
            }

            @Override
            public void sendMessage(Q message) {
                messages.incrementAndGet();
                super.sendMessage(message);
            }
        };
    }
}
