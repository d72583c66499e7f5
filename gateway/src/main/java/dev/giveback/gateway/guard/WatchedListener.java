package dev.giveback.gateway.guard;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;

/** Tells the call when its caller has gone away, or when it was ended before the gateway, as when its time was up. */
final class WatchedListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final GuardedCall<Q, ?> call;

    WatchedListener(ServerCall.Listener<Q> listener, GuardedCall<Q, ?> call) {
        super(listener);
        this.call = call;
    }

    @Override
    public void onCancel() {
        call.cancelled();
        super.onCancel();
    }

    @Override
    public void onComplete() {
        call.cancelled();
        super.onComplete();
    }
}
