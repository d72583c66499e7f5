package dev.giveback.recommendation.feed;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.live.FeedPlace;
import io.grpc.Channel;
import java.time.Duration;
import java.util.List;

/** The journal of loyalty-service, as far as it is about what is wanted. */
public final class Journal {
    private static final String OPERATOR = "recommendation-service";
    private static final long HEARTBEAT_SECONDS = 1;

    private final Channel loyalty;
    private final Duration timeout;

    /**
     * The journal.
     *
     * @param loyalty to loyalty-service; it is not closed here
     * @param timeout the longest that it may take to tell where it ends
     */
    public Journal(Channel loyalty, Duration timeout) {
        this.loyalty = loyalty;
        this.timeout = timeout;
    }

    /** The events after a place, and those to come. A word comes every second at least. */
    MessageStream<TailEventsRequest, TailEventsResponse> open(String token, String reason) {
        return open(
                token,
                AdminContext.newBuilder()
                        .setOperator(OPERATOR)
                        .setReason(reason)
                        .build());
    }

    /** The same for who asks for it, as it is recorded there; who does not say is this service. */
    MessageStream<TailEventsRequest, TailEventsResponse> open(String token, AdminContext asked) {
        AdminContext context = asked.getOperator().isBlank()
                ? asked.toBuilder().setOperator(OPERATOR).build()
                : asked;
        return open(request(context)
                .setResumeToken(token)
                .setIncludeProgramEvents(true)
                .addAllTypes(EventMapper.TYPES)
                .build());
    }

    private MessageStream<TailEventsRequest, TailEventsResponse> open(TailEventsRequest request) {
        MessageStream<TailEventsRequest, TailEventsResponse> stream = new MessageStream<>();
        JournalServiceGrpc.newStub(loyalty).tailEvents(request, stream);
        return stream;
    }

    /** Where it ends now. */
    FeedPlace end() throws InterruptedException, MessageStream.StreamEndedException {
        try (MessageStream<TailEventsRequest, TailEventsResponse> stream = open(request(AdminContext.newBuilder()
                        .setOperator(OPERATOR)
                        .setReason("where the journal ends")
                        .build())
                .setFromEnd(true)
                .build())) {
            long until = System.nanoTime() + timeout.toNanos();
            for (long left = timeout.toMillis(); left > 0; left = (until - System.nanoTime()) / 1_000_000) {
                List<TailEventsResponse> first = stream.take(1, left);
                if (!first.isEmpty()) {
                    return NewsMapper.place(first.getFirst());
                }
            }
            throw new MessageStream.StreamEndedException(
                    new IllegalStateException("no answer within " + timeout.toMillis() + " ms"));
        }
    }

    private static TailEventsRequest.Builder request(AdminContext context) {
        return TailEventsRequest.newBuilder()
                .setContext(context)
                .setHeartbeatInterval(Durations.fromSeconds(HEARTBEAT_SECONDS));
    }
}
