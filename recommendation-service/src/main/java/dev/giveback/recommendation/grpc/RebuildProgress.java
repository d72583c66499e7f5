package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.v1.RebuildModelResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;

/** How far a rebuild is, told at most once a second, and only to who can take it. */
final class RebuildProgress {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final ServerCallStreamObserver<RebuildModelResponse> observer;
    private final long begun = System.nanoTime();
    private long told = begun;
    private long events;

    RebuildProgress(ServerCallStreamObserver<RebuildModelResponse> observer) {
        this.observer = observer;
    }

    void tell(long read) {
        events = read;
        if (System.nanoTime() - told >= PAUSE_NANOS && observer.isReady()) {
            told = System.nanoTime();
            observer.onNext(message().build());
        }
    }

    RebuildModelResponse.Builder message() {
        long nanos = Math.max(1, System.nanoTime() - begun);
        return RebuildModelResponse.newBuilder().setEvents(events).setEventsPerSecond(Math.round(events * 1e9 / nanos));
    }
}
