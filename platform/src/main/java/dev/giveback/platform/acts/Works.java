package dev.giveback.platform.acts;

import dev.giveback.operations.v1.WorkStatus;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The long works of admins that are under way on this node, each on a thread of its own and between the records of its act. */
public final class Works implements AutoCloseable {
    private final AdminActs acts;
    private final WorkSettings settings;
    private final LongSupplier calls;
    private final String domain;
    private final Preparation preparation;
    private final Set<WorkStream<?>> open = new HashSet<>();
    private final Map<Long, UnderWay> underWay = new TreeMap<>();
    private boolean isDraining;

    /**
     * No works yet.
     *
     * @param calls about customers since the start, by which a work sees whether it must give way
     * @param domain of the service's error infos
     */
    public Works(AdminActs acts, WorkSettings settings, LongSupplier calls, String domain) {
        this(acts, settings, calls, domain, () -> {});
    }

    /**
     * The same.
     *
     * @param preparation of each work, before it begins
     */
    public Works(AdminActs acts, WorkSettings settings, LongSupplier calls, String domain, Preparation preparation) {
        this.preparation = preparation;
        this.acts = acts;
        this.settings = settings;
        this.calls = calls;
        this.domain = domain;
    }

    /** Something that must be so before a work begins. */
    @FunctionalInterface
    public interface Preparation {
        /** Sees to it, on the thread of the work; the work fails if this does. */
        void run() throws Exception;
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
            preparation.run();
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

    /** A work between the records of its act. */
    private record UnderWay(AdminAsk ask, WorkStream<?> stream) {}

    /** The works that are under way, the oldest first; the name of each is the number of its act. */
    public synchronized List<WorkStatus> underWay() {
        return underWay.entrySet().stream()
                .map(each -> {
                    AdminAsk ask = each.getValue().ask();
                    return each.getValue().stream()
                            .status()
                            .setName(Long.toString(each.getKey()))
                            .setVerb(ask.verb())
                            .setSubject(ask.subject())
                            .setPrincipal(ask.principal())
                            .setOperator(ask.operator())
                            .build();
                })
                .toList();
    }

    /** Ends a work at its next step; false when none of this number is under way. */
    public synchronized boolean cancel(long actId) {
        UnderWay wanted = underWay.get(actId);
        if (wanted == null) {
            return false;
        }
        wanted.stream().cancel();
        return true;
    }

    private synchronized void began(long actId, AdminAsk ask, WorkStream<?> stream) {
        underWay.put(actId, new UnderWay(ask, stream));
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
                settings.stallLimit(),
                settings.progressInterval());
    }

    /** The same on a stream that was prepared. */
    public <R> void start(AdminAsk ask, WorkStream<R> stream, Work<R> work) {
        ServerCallStreamObserver<R> responses = stream.caller();
        StatusRuntimeException refusal = admit(stream);
        if (refusal != null) {
            responses.onError(refusal);
            return;
        }
        var unused = begin(ask).whenComplete((actId, failure) -> {
            if (failure == null) {
                began(actId, ask, stream);
                startThread(() -> run(actId, stream, responses, work), stream, responses, actId);
            } else {
                gone(stream);
                responses.onError(CallFailure.of(domain, failure));
            }
        });
    }

    private synchronized @Nullable StatusRuntimeException admit(WorkStream<?> stream) {
        if (isDraining) {
            return WorkStream.nodeStops();
        }
        if (open.size() >= settings.maxWorks()) {
            return CallFailure.shed(
                    domain,
                    "OVERLOADED",
                    "works of admins: " + open.size() + " are under way (at most " + settings.maxWorks()
                            + "); nothing was done: try again later");
        }
        open.add(stream);
        return null;
    }

    /** What cannot even be asked for has failed too, or the work would count as under way for ever. */
    private CompletionStage<Long> begin(AdminAsk ask) {
        try {
            return acts.begin(ask);
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    private void startThread(Runnable run, WorkStream<?> stream, ServerCallStreamObserver<?> observer, long actId) {
        try {
            Thread.ofPlatform().daemon().name("admin-work").start(run);
        } catch (OutOfMemoryError noThread) {
            gone(stream);
            var unused = acts.end(actId, ActOutcome.FAILED, Map.of());
            observer.onError(CallFailure.of(domain, noThread));
        }
    }

    private <R> void run(long actId, WorkStream<R> stream, ServerCallStreamObserver<R> observer, Work<R> work) {
        try {
            Map<String, String> figures;
            try {
                preparation.run();
                figures = work.run(stream);
            } catch (Throwable failed) { // An error ends the act and the call too, or both would stand open for ever.
                end(actId, observer, failed);
                return;
            }
            record(actId, ActOutcome.OK, figures);
            observer.onCompleted();
        } finally {
            gone(stream);
        }
    }

    private void end(long actId, ServerCallStreamObserver<?> observer, Throwable failed) {
        record(actId, AdminActs.outcome(failed), Map.of());
        if (!observer.isCancelled()) {
            observer.onError(CallFailure.of(domain, failed));
        }
    }

    /** Waits for it: whoever sees the end of the stream finds the end of the act too. */
    private void record(long actId, ActOutcome outcome, Map<String, String> figures) {
        acts.end(actId, outcome, figures).toCompletableFuture().join();
    }

    private synchronized void gone(WorkStream<?> stream) {
        open.remove(stream);
        underWay.values().removeIf(each -> each.stream() == stream);
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
