package dev.giveback.gateway.guard;

import io.grpc.ServerCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what comes from the caller until it is known who listens, and then passes it on in order. Few things come, because nothing was asked for yet. */
final class DelayedListener<Q> extends ServerCall.Listener<Q> {
    private final Queue<Consumer<ServerCall.Listener<Q>>> kept = new ArrayDeque<>();
    private volatile ServerCall.@Nullable Listener<Q> open;

    /** Passes on what was kept, and from then on everything. On whatever thread found out, once. */
    void open(ServerCall.Listener<Q> listener) {
        while (true) {
            Consumer<ServerCall.Listener<Q>> event;
            synchronized (kept) {
                event = kept.poll();
                if (event == null) {
                    open = listener;
                    return;
                }
            }
            event.accept(listener);
        }
    }

    @Override
    public void onMessage(Q message) {
        pass(listener -> listener.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        pass(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
        pass(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
        pass(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
        pass(ServerCall.Listener::onReady);
    }

    private void pass(Consumer<ServerCall.Listener<Q>> event) {
        ServerCall.Listener<Q> listener = open;
        if (listener == null) {
            synchronized (kept) {
                listener = open;
                if (listener == null) {
                    kept.add(event);
                    return;
                }
            }
        }
        event.accept(listener);
    }
}
