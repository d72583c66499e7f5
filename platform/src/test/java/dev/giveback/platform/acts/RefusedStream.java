package dev.giveback.platform.acts;

import dev.giveback.admin.v1.WorkProgress;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/** A stream without a caller, which keeps the failure that it is told. */
final class RefusedStream extends ServerCallStreamObserver<WorkProgress> {
    private @Nullable Throwable failure;

    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void onError(Throwable told) {
        failure = told;
    }

    @Override
    public void onNext(WorkProgress message) {
        throw new IllegalStateException("message: " + message + " (expected: none)");
    }

    @Override
    public void onCompleted() {
        throw new IllegalStateException("completed (expected: a failure)");
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
}
