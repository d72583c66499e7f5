package dev.giveback.gateway.guard;

import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;

/**
 * Has a call take its place when its request is there, and not before: whoever sends headers and then nothing, or a body a byte a second, would otherwise
 * hold places that others need.
 */
final class EnteringListener<Q> extends ServerCall.Listener<Q> {
    private final ServerCall.Listener<Q> behind;
    private final GuardedCall<Q, ?> call;
    private final Entering entering;
    private boolean entered;
    private boolean refused;

    /** Takes a place. */
    @FunctionalInterface
    interface Entering {
        /**
         * Once.
         *
         * @throws StatusRuntimeException if there is none
         */
        void enter();
    }

    EnteringListener(ServerCall.Listener<Q> behind, GuardedCall<Q, ?> call, Entering entering) {
        this.behind = behind;
        this.call = call;
        this.entering = entering;
    }

    @Override
    public void onMessage(Q message) {
        if (isIn()) {
            behind.onMessage(message);
        }
    }

    @Override
    public void onHalfClose() {
        if (isIn()) {
            behind.onHalfClose();
        }
    }

    private boolean isIn() {
        if (!entered) {
            entered = true;
            try {
                entering.enter();
            } catch (StatusRuntimeException noPlace) {
                refused = true;
                call.refuse(noPlace);
                // What was opened for it already ends with it.
                behind.onCancel();
            }
        }
        return !refused;
    }

    @Override
    public void onCancel() {
        behind.onCancel();
    }

    @Override
    public void onComplete() {
        behind.onComplete();
    }

    @Override
    public void onReady() {
        behind.onReady();
    }
}
