package dev.giveback.loyalty;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A reader of a feed that takes as many messages as it is told to. */
final class Tailing<Q, R> implements ClientResponseObserver<Q, R>, AutoCloseable {
    private static final long LIMIT_MILLIS = 20_000;

    private final BlockingQueue<R> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    private final boolean isEager;
    private @Nullable ClientCallStreamObserver<Q> call;

    private Tailing(boolean isEager) {
        this.isEager = isEager;
    }

    /** Takes all there is. */
    static <Q, R> Tailing<Q, R> all(Q request, BiConsumer<Q, StreamObserver<R>> method) {
        Tailing<Q, R> tailing = new Tailing<>(true);
        method.accept(request, tailing);
        return tailing;
    }

    /** Takes nothing until it is told to. */
    static <Q, R> Tailing<Q, R> onDemand(Q request, BiConsumer<Q, StreamObserver<R>> method) {
        Tailing<Q, R> tailing = new Tailing<>(false);
        method.accept(request, tailing);
        return tailing;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> started) {
        call = started;
        if (!isEager) {
            started.disableAutoRequestWithInitial(0);
        }
    }

    void take(int count) {
        call().request(count);
    }

    private ClientCallStreamObserver<Q> call() {
        if (call == null) {
            throw new IllegalStateException("call: none (expected: started)");
        }
        return call;
    }

    @Override
    public void onNext(R message) {
        messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete((StatusRuntimeException) failure);
    }

    @Override
    public void onCompleted() {
        end.completeExceptionally(new AssertionError("the stream was completed; it must not end by itself"));
    }

    int received() {
        return messages.size();
    }

    /** The next so many of the messages that are wanted; others are dropped. */
    List<R> next(int count, Predicate<R> wanted) throws InterruptedException {
        List<R> taken = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        while (taken.size() < count) {
            R message = messages.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("messages: " + taken + ", then none (expected: " + count + ")");
            }
            if (wanted.test(message)) {
                taken.add(message);
            }
        }
        return taken;
    }

    /** How the stream ended; waits for it. */
    StatusRuntimeException end() throws InterruptedException, ExecutionException, TimeoutException {
        return end.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean hasEndedWithin(Duration wait) throws InterruptedException {
        try {
            var unused = end.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        call().cancel("the reader goes", null);
    }
}
