package dev.giveback.loyalty.acts;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The long works of admins that are under way on this node, each on a thread of its own and between the records of its act. */
public final class Works implements AutoCloseable {
    private final AdminActs acts;
    private final WorkSettings settings;
    private final LongSupplier calls;
    private final Set<WorkStream<?>> open = new HashSet<>();
    private boolean isDraining;

    /** @param calls about customers since the start, by which a work sees whether it must give way */
    public Works(AdminActs acts, WorkSettings settings, LongSupplier calls) {
        this.acts = acts;
        this.settings = settings;
        this.calls = calls;
    }

    /** What takes long. */
    @FunctionalInterface
    public interface Work<R> {
        /**
         * Does it, on a thread that may block.
         *
         * @return what came of it, for the record of the act
         */
        Map<String, String> run(WorkStream<R> stream) throws Exception;
    }

    /** What takes long and nobody waits for. */
    @FunctionalInterface
    public interface Unasked {
        /**
         * Does it.
         *
         * @param step to be run every few milliseconds of work: it rests if checkouts need the machine, and throws when this node stops
         * @return what came of it, for the record of the act
         */
        Map<String, String> run(Runnable step) throws Exception;
    }

    /** Does a work that no call asked for, one of every day say, on the caller's thread and between the records of its act. */
    public Map<String, String> runUnasked(AdminAsk ask, Unasked work) throws Exception {
        long actId = acts.begin(ask).toCompletableFuture().join();
        Pace pace = new Pace(settings.sharePercent(), calls);
        try {
            Map<String, String> figures = work.run(() -> {
                expectOpen();
                pace.rest();
            });
            acts.end(actId, ActOutcome.OK, figures).toCompletableFuture().join();
            return figures;
        } catch (Exception failed) {
            acts.end(actId, AdminActs.outcome(failed), Map.of())
                    .toCompletableFuture()
                    .join();
            throw failed;
        }
    }

    private synchronized void expectOpen() {
        if (isDraining) {
            throw Status.CANCELLED.withDescription("this node stops").asRuntimeException();
        }
    }

    /** How many are under way. */
    public synchronized int open() {
        return open.size();
    }

    /** Records the act, does the work and ends the stream; or refuses when there are too many. Call it on the thread of the call. */
    public <R> void start(AdminAsk ask, StreamObserver<R> responses, Work<R> work) {
        start(ask, prepare(responses), work);
    }

    /** A stream for a work that begins when its caller has said what it wants. Call it on the thread of the call. */
    public <R> WorkStream<R> prepare(StreamObserver<R> responses) {
        return new WorkStream<>(
                (ServerCallStreamObserver<R>) responses,
                new Pace(settings.sharePercent(), calls),
                settings.stallLimit());
    }

    /** The same on a stream that was prepared. */
    public <R> void start(AdminAsk ask, WorkStream<R> stream, Work<R> work) {
        ServerCallStreamObserver<R> responses = stream.caller();
        synchronized (this) {
            if (isDraining || open.size() >= settings.maxWorks()) {
                responses.onError(CallFailure.shed(
                        RefusalStatus.DOMAIN,
                        "OVERLOADED",
                        "works of admins: " + open.size() + " are under way (at most " + settings.maxWorks()
                                + "); nothing was done: try again later"));
                return;
            }
            open.add(stream);
        }
        var unused = acts.begin(ask).whenComplete((actId, failure) -> {
            if (failure == null) {
                Thread.ofPlatform().daemon().name("admin-work").start(() -> run(actId, stream, responses, work));
            } else {
                gone(stream);
                responses.onError(RefusalStatus.of(failure));
            }
        });
    }

    private <R> void run(long actId, WorkStream<R> stream, ServerCallStreamObserver<R> observer, Work<R> work) {
        try {
            Map<String, String> figures = work.run(stream);
            acts.end(actId, ActOutcome.OK, figures).toCompletableFuture().join();
            observer.onCompleted();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end(actId, observer, interrupted);
        } catch (Exception failed) {
            end(actId, observer, failed);
        } finally {
            gone(stream);
        }
    }

    private void end(long actId, ServerCallStreamObserver<?> observer, Exception failed) {
        acts.end(actId, AdminActs.outcome(failed), Map.of())
                .toCompletableFuture()
                .join();
        if (!observer.isCancelled()) {
            observer.onError(RefusalStatus.of(failed));
        }
    }

    private synchronized void gone(WorkStream<?> stream) {
        open.remove(stream);
        notifyAll();
    }

    /** Ends every work at its next step and begins no more; returns when all have ended or the closer is interrupted. */
    @Override
    public synchronized void close() {
        isDraining = true;
        List.copyOf(open).forEach(WorkStream::drain);
        try {
            while (!open.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
