package dev.giveback.standalone.replay;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls of many customers at once and those of one customer one after the other, in a closed loop: at most so many are
 * under way. No thread waits for an answer. A call whose outcome is not known is sent again, with its lane waiting for it.
 */
final class CustomerLanes implements AutoCloseable {
    /** So many calls may wait behind others of their customers, for each that is under way. */
    private static final int WAITING_FACTOR = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Deque<LaneCall<?>>> lanes = new HashMap<>();
    private final Deque<LaneCall<?>> ready = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replay-retry").factory());
    private final int maxInFlight;
    private final RetryPolicy retries;
    private int inFlight;
    private int waiting;
    private boolean sending;
    private @Nullable RuntimeException broken;

    CustomerLanes(int maxInFlight, RetryPolicy retries) {
        this.maxInFlight = maxInFlight;
        this.retries = retries;
    }

    /**
     * Hands a call in; waits while too many wait already.
     *
     * @throws RuntimeException if a call has failed for good, or an answer could not be dealt with
     */
    void submit(LaneCall<?> call) throws InterruptedException {
        lock.lock();
        try {
            while (waiting >= maxInFlight * WAITING_FACTOR && broken == null) {
                changed.await();
            }
            expectUnbroken();
            waiting++;
            Deque<LaneCall<?>> lane = lanes.get(call.customer());
            if (lane == null) {
                lanes.put(call.customer(), new ArrayDeque<>());
                ready.add(call);
            } else {
                lane.add(call);
            }
        } finally {
            lock.unlock();
        }
        sendReady();
    }

    /**
     * Hands in what follows from an answer, from within its outcome: it is sent before all else that waits for this customer. Does not
     * wait, because the thread of an answer must not.
     */
    void follow(LaneCall<?> call) {
        lock.lock();
        try {
            waiting++;
            Deque<LaneCall<?>> lane = lanes.get(call.customer());
            Objects.requireNonNull(lane, "lane of a call that is not under way").addFirst(call);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every call has its answer; throws as {@link #submit}. */
    void awaitAll() throws InterruptedException {
        lock.lock();
        try {
            while ((inFlight > 0 || waiting > 0) && broken == null) {
                changed.await();
            }
            expectUnbroken();
        } finally {
            lock.unlock();
        }
    }

    /** One thread sends at a time: an answer that comes at once must not send the next call from within, ever deeper. */
    private void sendReady() {
        LaneCall<?> next = takeReady(false);
        while (next != null) {
            send(next, 0, System.nanoTime());
            next = takeReady(true);
        }
    }

    private @Nullable LaneCall<?> takeReady(boolean isSender) {
        lock.lock();
        try {
            if (sending && !isSender) {
                return null;
            }
            LaneCall<?> next = broken == null && inFlight < maxInFlight ? ready.poll() : null;
            sending = next != null;
            if (next != null) {
                inFlight++;
                waiting--;
                changed.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private <T> void send(LaneCall<T> call, int attempt, long start) {
        ListenableFuture<T> answer;
        try {
            answer = call.request().get();
        } catch (RuntimeException failed) {
            answer = Futures.immediateFailedFuture(failed);
        }
        Futures.addCallback(
                answer,
                new FutureCallback<>() {
                    @Override
                    public void onSuccess(@Nullable T result) {
                        finish(
                                call,
                                () -> call.outcome()
                                        .answered(Objects.requireNonNull(result), System.nanoTime() - start));
                    }

                    @Override
                    public void onFailure(Throwable failed) {
                        failed(call, attempt, start, failed);
                    }
                },
                MoreExecutors.directExecutor());
    }

    private <T> void failed(LaneCall<T> call, int attempt, long start, Throwable failed) {
        switch (retries.decide(failed, attempt, System.nanoTime() - start)) {
            case RetryPolicy.Again again -> {
                call.outcome().retried();
                // The timer ends with the run, and a late answer then has nobody to be sent again for.
                if (!timer.isShutdown()) {
                    var unused = timer.schedule(
                            () -> send(call, attempt + 1, start), again.delay().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            case RetryPolicy.Refusal refusal ->
                finish(call, () -> call.outcome().refused(refusal.reason(), System.nanoTime() - start));
            case RetryPolicy.GiveUp giveUp -> breakWith(giveUp.problem());
        }
    }

    private void finish(LaneCall<?> call, Runnable outcome) {
        try {
            outcome.run();
        } catch (RuntimeException bug) {
            breakWith(bug);
        }
        lock.lock();
        try {
            inFlight--;
            Deque<LaneCall<?>> lane = lanes.get(call.customer());
            LaneCall<?> next = lane == null ? null : lane.poll();
            if (next == null) {
                lanes.remove(call.customer());
            } else {
                ready.add(next);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        sendReady();
    }

    private void breakWith(RuntimeException problem) {
        lock.lock();
        try {
            broken = broken == null ? problem : broken;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void expectUnbroken() {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
