package dev.giveback.platform.acts;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.operations.v1.WorkStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a long work sends its messages by: no faster than the reader takes them. It also tells the work to stop, to rest, and when to
 * say how far it is.
 */
public final class WorkStream<R> {
    private final ServerCallStreamObserver<R> responses;
    private final Pace pace;
    private final long stallNanos;
    private final long progressIntervalNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long startNanos = System.nanoTime();
    private long progressNanos = startNanos;
    private final long startMillis = System.currentTimeMillis();
    private volatile WorkProgress latest = WorkProgress.getDefaultInstance();
    private volatile boolean draining;
    private volatile boolean cancelled;

    /** Must be made on the thread of the call, because only then the observer takes handlers. */
    WorkStream(ServerCallStreamObserver<R> responses, Pace pace, Duration stallLimit, Duration progressInterval) {
        this.responses = responses;
        this.pace = pace;
        this.stallNanos = stallLimit.toNanos();
        this.progressIntervalNanos = progressInterval.toNanos();
        responses.setOnReadyHandler(this::wake);
        responses.setOnCancelHandler(this::wake);
    }

    /**
     * Sends when the reader can take it.
     *
     * @throws io.grpc.StatusRuntimeException CANCELLED when the reader is gone, UNAVAILABLE when this node stops or the reader took
     *     nothing for minutes
     */
    public void send(R message) throws InterruptedException {
        lock.lock();
        try {
            long left = stallNanos;
            boolean hasWaited = false;
            while (!responses.isReady() && !responses.isCancelled() && !draining && !cancelled) {
                if (left <= 0) {
                    throw Status.UNAVAILABLE
                            .withDescription("the reader took nothing for too long")
                            .asRuntimeException();
                }
                left = changed.awaitNanos(left);
                hasWaited = true;
            }
            if (hasWaited) {
                pace.waited();
            }
        } finally {
            lock.unlock();
        }
        check();
        responses.onNext(message);
    }

    /**
     * Rests if checkouts need the machine, and ends the work when it is to end. Call it every few milliseconds of work.
     *
     * @throws io.grpc.StatusRuntimeException as {@link #send}
     */
    public void step() {
        step(1);
    }

    /** The same for a work of several threads, all of which rest together so that they take one thread's share. */
    public void step(int threads) {
        check();
        pace.rest(threads, this::isEnding);
    }

    /** Whether it is time to say how far the work is, which it is once in a {@code progressInterval}. */
    public boolean isProgressDue() {
        long now = System.nanoTime();
        if (now - progressNanos < progressIntervalNanos) {
            return false;
        }
        progressNanos = now;
        return true;
    }

    /**
     * How far the work is.
     *
     * @param total 0 while it is not known
     * @param unit what is counted, events say
     */
    public WorkProgress progress(long done, long total, String unit) {
        long elapsed = System.nanoTime() - startNanos;
        WorkProgress.Builder progress = WorkProgress.newBuilder()
                .setDone(done)
                .setTotal(total)
                .setUnit(unit)
                .setElapsedTime(Durations.fromNanos(elapsed));
        if (done > 0 && total >= done) {
            progress.setRemainingTime(Durations.fromNanos((long) ((double) elapsed * (total - done) / done)));
        }
        latest = progress.build();
        return latest;
    }

    /** When the work began, and how far it said last that it is. */
    WorkStatus.Builder status() {
        WorkProgress said = latest;
        return WorkStatus.newBuilder()
                .setStartTime(Timestamps.fromMillis(startMillis))
                .setDone(said.getDone())
                .setTotal(said.getTotal())
                .setUnit(said.getUnit());
    }

    /** Who is sent the messages. */
    ServerCallStreamObserver<R> caller() {
        return responses;
    }

    /** Ends the work at its next step, because this node stops. */
    void drain() {
        draining = true;
        wake();
    }

    /** Ends the work at its next step, because an operator said so. */
    void cancel() {
        cancelled = true;
        wake();
    }

    private boolean isEnding() {
        return draining
                || cancelled
                || responses.isCancelled()
                || Thread.currentThread().isInterrupted();
    }

    private void check() {
        if (responses.isCancelled()) {
            throw Status.CANCELLED.withDescription("the caller is gone").asRuntimeException();
        }
        if (cancelled) {
            throw Status.CANCELLED
                    .withDescription("an operator ended this work")
                    .asRuntimeException();
        }
        if (draining) {
            throw nodeStops();
        }
    }

    static StatusRuntimeException nodeStops() {
        return Status.UNAVAILABLE
                .withDescription("this node stops; ask again at another one, or a little later")
                .asRuntimeException();
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
