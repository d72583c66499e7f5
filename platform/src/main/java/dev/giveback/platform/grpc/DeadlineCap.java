package dev.giveback.platform.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gives every unary call an end: one without a deadline, or with a longer one, gets the cap. When the cap passes before the
 * handler has answered, the caller is told DEADLINE_EXCEEDED and whatever the handler still sends is dropped. A call that brings
 * a shorter deadline, the normal case, costs one comparison. Streams are exempt: a watch lives as long as its watcher.
 */
final class DeadlineCap implements ServerInterceptor, AutoCloseable {
    private final long capNanos;
    private final ScheduledThreadPoolExecutor timer;

    DeadlineCap(Duration cap) {
        this.capNanos = cap.toNanos();
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadline-cap").factory());
        // Almost every call ends long before its cap, and its timer must not stay behind until then.
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current();
        Deadline deadline = context.getDeadline();
        if (call.getMethodDescriptor().getType() != MethodType.UNARY
                || (deadline != null && deadline.timeRemaining(TimeUnit.NANOSECONDS) <= capNanos)) {
            return next.startCall(call, headers);
        }
        Context.CancellableContext capped = context.withDeadlineAfter(capNanos, TimeUnit.NANOSECONDS, timer);
        CappedCall<Q, A> cappedCall = new CappedCall<>(call);
        capped.addListener(ended -> cappedCall.onContextEnd(ended.cancellationCause()), Runnable::run);
        return new CappedListener<>(Contexts.interceptCall(capped, cappedCall, headers, next), capped);
    }

    /** Stops the timer; calls under way lose their cap. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /**
     * A call that two threads may end, the handler's and the timer's. Its lock keeps them apart, since a server call is not safe
     * for threads, and the first end counts.
     */
    private static final class CappedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private boolean closed;

        CappedCall(ServerCall<Q, A> call) {
            super(call);
        }

        void onContextEnd(@Nullable Throwable cause) {
            if (cause instanceof TimeoutException) {
                close(Status.DEADLINE_EXCEEDED.withDescription("not answered within the time allowed"), new Metadata());
            }
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!closed) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(A message) {
            if (!closed) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (!closed) {
                closed = true;
                super.close(status, trailers);
            }
        }
    }

    /** Ends the context with the call, which takes its timer out of the queue. */
    private static final class CappedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Context.CancellableContext context;

        CappedListener(ServerCall.Listener<Q> listener, Context.CancellableContext context) {
            super(listener);
            this.context = context;
        }

        @Override
        public void onComplete() {
            try {
                super.onComplete();
            } finally {
                context.cancel(null);
            }
        }

        @Override
        public void onCancel() {
            try {
                super.onCancel();
            } finally {
                context.cancel(null);
            }
        }
    }
}
