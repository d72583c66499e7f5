package dev.giveback.recommendation.feed;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Messages, and nothing as the mark of the end. */
    private final BlockingQueue<Optional<M>> queue = new ArrayBlockingQueue<>(WAITING + 1);

    private volatile @Nullable ClientCallStreamObserver<Q> call;
    private volatile @Nullable Throwable failure;
    // Of the taker's thread alone.
    private boolean isEnded;

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> begun) {
        begun.disableAutoRequestWithInitial(WAITING);
        call = begun;
    }

    @Override
    public void onNext(M message) {
        // There is room: as many were asked for as there is room for.
        queue.add(Optional.of(message));
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        queue.add(Optional.empty());
    }

    @Override
    public void onCompleted() {
        queue.add(Optional.empty());
    }

    /**
     * The next messages, at most so many; none when none came within the time.
     *
     * @throws StreamEndedException when the stream has ended and all were taken
     */
    List<M> take(int most, long millis) throws InterruptedException, StreamEndedException {
        if (isEnded) {
            throw new StreamEndedException(failure);
        }
        List<Optional<M>> taken = new ArrayList<>();
        Optional<M> first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, most - 1);
        }
        List<M> messages = taken.stream().flatMap(Optional::stream).toList();
        isEnded = messages.size() < taken.size();
        ClientCallStreamObserver<Q> begun = call;
        if (isEnded && messages.isEmpty()) {
            throw new StreamEndedException(failure);
        } else if (begun != null && !isEnded && !messages.isEmpty()) {
            begun.request(messages.size());
        }
        return messages;
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
