package dev.giveback.feedback.deliveries;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.feedback.hooks.Place;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import io.grpc.Channel;
import io.grpc.Context;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Loyalty-service's feed of events, as webhooks ask for it. */
public final class LoyaltyEvents {
    private static final int HEARTBEAT_SECONDS = 1;

    private final Channel channel;
    private final Duration endLimit;

    /**
     * By this channel.
     *
     * @param endLimit the longest that the journal's end is waited for
     */
    public LoyaltyEvents(Channel channel, Duration endLimit) {
        this.channel = channel;
        this.endLimit = endLimit;
    }

    /** A wish to begin with. */
    static TailEventsRequest.Builder request(String reason) {
        return TailEventsRequest.newBuilder()
                .setContext(AdminContext.newBuilder()
                        .setOperator("feedback-service")
                        .setReason(reason))
                .setHeartbeatInterval(Durations.fromSeconds(HEARTBEAT_SECONDS));
    }

    /** Opens the feed; whoever reads it ends it by the context of the call. */
    Iterator<TailEventsResponse> open(TailEventsRequest request) {
        return JournalServiceGrpc.newBlockingStub(channel).tailEvents(request);
    }

    /** The same for so long at most. */
    Iterator<TailEventsResponse> open(TailEventsRequest request, Duration limit) {
        return JournalServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
                .tailEvents(request);
    }

    /** Where the journal ends now. */
    public Place end() {
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            Context before = context.attach();
            try {
                TailEventsRequest request =
                        request("where the journal ends").setFromEnd(true).build();
                return Drafts.placeOf(open(request, endLimit).next());
            } finally {
                context.detach(before);
            }
        }
    }
}
