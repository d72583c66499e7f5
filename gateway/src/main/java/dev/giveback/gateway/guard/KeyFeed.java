package dev.giveback.gateway.guard;

import dev.giveback.access.v1.GuardServiceGrpc.GuardServiceStub;
import dev.giveback.access.v1.TailKeysRequest;
import dev.giveback.access.v1.TailKeysResponse;
import io.grpc.Context;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows what becomes of keys. The access service says something each second; who has not heard from it for {@link #SILENCE} does not know what was revoked.
 * A stream that broke is opened again, and everything that was kept before is forgotten, because changes may have been missed.
 */
final class KeyFeed implements AutoCloseable {
    /** How long a silent service is trusted, and so the longest that a key is accepted after it was revoked. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private static final long AGAIN_MILLIS = 500;

    private final GuardServiceStub service;
    private final Runnable forgetAll;
    private final Consumer<List<String>> forget;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("key-feed").factory());
    private volatile @Nullable Stream current;
    private volatile boolean closed;

    KeyFeed(GuardServiceStub service, Runnable forgetAll, Consumer<List<String>> forget) {
        this.service = service;
        this.forgetAll = forgetAll;
        this.forget = forget;
        open();
        var unused = timer.scheduleWithFixedDelay(this::openAgain, AGAIN_MILLIS, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether the service was heard a short while ago. */
    boolean isLive() {
        Stream stream = current;
        return stream != null && stream.isLive();
    }

    private void open() {
        Stream stream = new Stream();
        current = stream;
        Context.ROOT.run(() -> service.tailKeys(TailKeysRequest.getDefaultInstance(), stream));
    }

    private void openAgain() {
        Stream stream = current;
        if (!closed && (stream == null || stream.isOver())) {
            if (stream != null) {
                stream.cancel();
            }
            open();
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        Stream stream = current;
        if (stream != null) {
            stream.cancel();
        }
    }

    private final class Stream implements ClientResponseObserver<TailKeysRequest, TailKeysResponse> {
        private volatile long heard = System.nanoTime();
        private volatile boolean begun;
        private volatile boolean ended;
        private volatile @Nullable ClientCallStreamObserver<TailKeysRequest> call;

        boolean isLive() {
            return begun && !ended && !isSilent();
        }

        boolean isOver() {
            return ended || isSilent();
        }

        private boolean isSilent() {
            return System.nanoTime() - heard > SILENCE.toNanos();
        }

        void cancel() {
            ended = true;
            ClientCallStreamObserver<TailKeysRequest> under = call;
            if (under != null) {
                under.cancel("no longer followed", null);
            }
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<TailKeysRequest> started) {
            call = started;
        }

        @Override
        public void onNext(TailKeysResponse change) {
            if (ended) {
                return;
            }
            if (begun) {
                forget.accept(change.getKeyIdsList());
            } else {
                forgetAll.run();
                begun = true;
            }
            heard = System.nanoTime();
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
        }

        @Override
        public void onCompleted() {
            ended = true;
        }
    }
}
