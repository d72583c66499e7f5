package dev.giveback.feedback.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * A stream that is written by a thread that may wait: it does while the caller is behind.
 *
 * @param <A> what is streamed
 */
final class ReadyStream<A> {
    private final ServerCallStreamObserver<A> responses;
    private boolean isCancelled;

    /** Must be made on the thread of the call, because only then the observer takes handlers. */
    ReadyStream(StreamObserver<A> responses) {
        this.responses = (ServerCallStreamObserver<A>) responses;
        this.responses.setOnReadyHandler(this::wake);
        this.responses.setOnCancelHandler(this::cancel);
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void cancel() {
        isCancelled = true;
        notifyAll();
    }

    /** Sends a message; false when the caller has gone. */
    synchronized boolean send(A message) {
        try {
            while (!isCancelled && !responses.isReady()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        if (isCancelled) {
            return false;
        }
        responses.onNext(message);
        return true;
    }

    /** Everything was sent. */
    synchronized void complete() {
        if (!isCancelled) {
            responses.onCompleted();
        }
    }
}
