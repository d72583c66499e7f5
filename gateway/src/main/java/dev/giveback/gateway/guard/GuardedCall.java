package dev.giveback.gateway.guard;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call whose first request was asked for already, and that may be ended from two sides: by the service's answer and by a refusal of a later message. The first
 * end counts.
 */
final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final AtomicBoolean over = new AtomicBoolean();
    private int askedAlready;
    private boolean closed;
    private @Nullable FieldPath watched;
    private Consumer<String> watcher = text -> {};
    private volatile @Nullable End end;

    /** Learns once how the call ended, CANCELLED if the caller went away. */
    interface End {
        void ended(Status status, Metadata trailers);
    }

    GuardedCall(ServerCall<Q, A> call) {
        super(call);
    }

    /** Asks for the first request, before anybody is there who would. */
    void askForFirst() {
        askedAlready = 1;
        super.request(1);
    }

    /** On the thread that opens the call behind this one, and then on those that pass messages on; the first time comes before all others. */
    @Override
    public void request(int count) {
        int more = count - askedAlready;
        askedAlready = 0;
        if (more > 0) {
            super.request(more);
        }
    }

    /** Has the texts at this path of each answer looked at. */
    void watchAnswers(@Nullable FieldPath path, Consumer<String> watcher) {
        watched = path;
        this.watcher = watcher;
    }

    /** What is done at the end, besides what was to be done before. */
    void atEnd(End more) {
        End before = end;
        end = before == null
                ? more
                : (status, trailers) -> {
                    before.ended(status, trailers);
                    more.ended(status, trailers);
                };
    }

    void cancelled() {
        if (over.compareAndSet(false, true)) {
            tell(Status.CANCELLED, new Metadata());
        }
    }

    private void tell(Status status, Metadata trailers) {
        End listening = end;
        if (listening != null) {
            listening.ended(status, trailers);
        }
    }

    void refuse(StatusRuntimeException refusal) {
        Metadata trailers = refusal.getTrailers();
        close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
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
            look(message);
            super.sendMessage(message);
        }
    }

    private void look(A message) {
        if (watched != null && message instanceof byte[] bytes) {
            try {
                FieldScan.of(watched, bytes).forEach(watcher);
            } catch (IOException malformed) {
                // The caller finds that out as well.
                watched = null;
            }
        }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
        if (!closed) {
            closed = true;
            if (over.compareAndSet(false, true)) {
                tell(status, trailers);
            }
            super.close(status, trailers);
        }
    }
}
