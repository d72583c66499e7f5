package dev.giveback.loyalty.feed;

import com.google.protobuf.util.Durations;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.feed.FeedOffset;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** The journal itself as a stream. */
public final class EventTails {
    private static final long DEFAULT_HEARTBEAT_NANOS = 10_000_000_000L;
    private static final long SHORTEST_HEARTBEAT_NANOS = 1_000_000_000L;
    private static final long LONGEST_HEARTBEAT_NANOS = 60_000_000_000L;

    private final Tails tails;

    /** Streams among these. */
    public EventTails(Tails tails) {
        this.tails = tails;
    }

    /**
     * Opens a stream, on the thread of the call.
     *
     * @param record of the act
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when a field breaks its rule
     */
    public void open(TailEventsRequest call, StreamObserver<TailEventsResponse> responses, TailRecord record) {
        EventFilter filter = EventFilter.of(call);
        tails.open(
                new Tail.Wish<>(from(call), filter.searched(), new EventMessages(filter), heartbeatNanos(call)),
                responses,
                record);
    }

    private static @Nullable FeedOffset from(TailEventsRequest call) {
        if (!call.getFromEnd()) {
            return FeedChecks.resumeToken(call.getResumeToken());
        }
        if (!call.getResumeToken().isEmpty()) {
            throw RefusalStatus.of(Refusal.field("from_end", "must not be set beside resume_token"));
        }
        return null;
    }

    private static long heartbeatNanos(TailEventsRequest call) {
        if (!call.hasHeartbeatInterval()) {
            return DEFAULT_HEARTBEAT_NANOS;
        }
        if (!Durations.isValid(call.getHeartbeatInterval())
                || Durations.compare(call.getHeartbeatInterval(), Durations.fromNanos(SHORTEST_HEARTBEAT_NANOS)) < 0
                || Durations.compare(call.getHeartbeatInterval(), Durations.fromNanos(LONGEST_HEARTBEAT_NANOS)) > 0) {
            throw RefusalStatus.of(Refusal.field("heartbeat_interval", "must be from 1 s to 60 s"));
        }
        return Durations.toNanos(call.getHeartbeatInterval());
    }
}
