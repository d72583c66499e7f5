package dev.giveback.recommendation.feed;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream of messages that is taken from at the taker's own pace: no more than {@link #WAITING} wait here.
 *
 * @param <Q> the request
 * @param <M> a message
 */
final class MessageStream<Q, M> implements ClientResponseObserver<Q, M>, AutoCloseable {
    /** Messages that wait. One of the journal is less than 2.5 MiB, and 1 KiB as a rule. */
    static final int WAITING = 256;

    private final BlockingQueue<M> queue = new ArrayBlockingQueue<>(WAITING);
    private volatile @Nullable ClientCallStreamObserver<Q> call;
    private volatile @Nullable Throwable failure;
    private volatile boolean isEnded;

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> begun) {
        begun.disableAutoRequestWithInitial(WAITING);
        call = begun;
    }

    @Override
    public void onNext(M message) {
        // There is room: as many were asked for as there is room for.
        queue.add(message);
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        isEnded = true;
    }

    @Override
    public void onCompleted() {
        isEnded = true;
    }

    /**
     * The next messages, at most so many; none when none came within the time.
     *
     * @throws StreamEndedException when the stream has ended and all were taken
     */
    List<M> take(int most, long millis) throws InterruptedException, StreamEndedException {
        // Asked for before the queue is, or the last messages would be left in it.
        boolean hasEnded = isEnded;
        List<M> taken = new ArrayList<>();
        M first = hasEnded ? queue.poll() : queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            if (hasEnded) {
                throw new StreamEndedException(failure);
            }
            return List.of();
        }
        taken.add(first);
        queue.drainTo(taken, most - 1);
        ClientCallStreamObserver<Q> begun = call;
        if (begun != null && !hasEnded) {
            begun.request(taken.size());
        }
        return taken;
    }

    @Override
    public void close() {
        ClientCallStreamObserver<Q> begun = call;
        if (begun != null && !isEnded) {
            begun.cancel("the reader is done", null);
        }
    }

    /** The stream has ended. */
    static final class StreamEndedException extends Exception {
        private static final long serialVersionUID = 1;

        StreamEndedException(@Nullable Throwable cause) {
            super(cause == null ? "the stream ended" : String.valueOf(cause.getMessage()), cause);
        }
    }
}
