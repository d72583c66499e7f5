package dev.giveback.platform.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a bug in a handler into INTERNAL, whether it is thrown or given to {@code onError}, and logs it once, by method name and
 * stack trace and never with the request. The caller learns that something is broken here and nothing about what. A status that
 * a handler throws on purpose goes to the caller as it is.
 */
final class ExceptionGuard implements ServerInterceptor {
    private static final Logger log = LoggerFactory.getLogger(ExceptionGuard.class);
    private static final Status INTERNAL = Status.INTERNAL.withDescription("internal error");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        GuardedCall<Q, A> guarded = new GuardedCall<>(call);
        try {
            return new GuardedListener<>(next.startCall(guarded, headers), guarded);
        } catch (RuntimeException e) {
            guarded.fail(e);
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final AtomicBoolean closed = new AtomicBoolean();

        GuardedCall(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            closed.set(true);
            if (isBug(status)) {
                logBug(status.getCause());
                super.close(INTERNAL, new Metadata());
            } else {
                super.close(status, trailers);
            }
        }

        void fail(RuntimeException thrown) {
            boolean deliberate = thrown instanceof StatusRuntimeException;
            if (!deliberate) {
                logBug(thrown);
            }
            if (closed.compareAndSet(false, true)) {
                super.close(
                        deliberate ? Status.fromThrowable(thrown) : INTERNAL,
                        deliberate ? trailersOf(thrown) : new Metadata());
            }
        }

        /** What grpc-stub makes of an exception given to {@code onError}: UNKNOWN with the exception as its cause. */
        private static boolean isBug(Status status) {
            Throwable cause = status.getCause();
            return status.getCode() == Status.Code.UNKNOWN
                    && cause != null
                    && !(cause instanceof StatusException)
                    && !(cause instanceof StatusRuntimeException);
        }

        private static Metadata trailersOf(Throwable thrown) {
            Metadata trailers = Status.trailersFromThrowable(thrown);
            return trailers == null ? new Metadata() : trailers;
        }

        private void logBug(@Nullable Throwable bug) {
            log.error("{} failed", getMethodDescriptor().getFullMethodName(), bug);
        }
    }

    private static final class GuardedListener<Q> extends ServerCall.Listener<Q> {
        private final ServerCall.Listener<Q> listener;
        private final GuardedCall<Q, ?> call;

        GuardedListener(ServerCall.Listener<Q> listener, GuardedCall<Q, ?> call) {
            this.listener = listener;
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            try {
                listener.onMessage(message);
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }

        @Override
        public void onHalfClose() {
            try {
                listener.onHalfClose();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }

        @Override
        public void onReady() {
            try {
                listener.onReady();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }

        @Override
        public void onCancel() {
            try {
                listener.onCancel();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }

        @Override
        public void onComplete() {
            try {
                listener.onComplete();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }
    }
}
