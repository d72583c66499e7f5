package dev.giveback.coupon.archive;

import com.google.protobuf.util.Durations;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.coupon.domain.FeedPosition;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Asks loyalty-service, whose feeds are its journal. */
public final class LoyaltyFeedEnd implements FeedEnd {
    private static final long LIMIT_SECONDS = 20;

    private final Channel loyalty;

    /** @param loyalty to loyalty-service; it is not closed here */
    public LoyaltyFeedEnd(Channel loyalty) {
        this.loyalty = loyalty;
    }

    @Override
    public FeedPosition now() {
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            Context before = context.attach();
            try {
                return first(JournalServiceGrpc.newBlockingStub(loyalty)
                        .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
                        .tailEvents(TailEventsRequest.newBuilder()
                                .setContext(AdminContext.newBuilder()
                                        .setOperator("giveback")
                                        .setReason("where the customers' journal ends, for an import of campaigns"))
                                .setFromEnd(true)
                                .setHeartbeatInterval(Durations.fromSeconds(1))
                                .build()));
            } finally {
                context.detach(before);
            }
        }
    }

    private static FeedPosition first(Iterator<TailEventsResponse> messages) {
        if (!messages.hasNext()) {
            throw Status.UNAVAILABLE
                    .withDescription("loyalty-service did not say where its journal ends; import the same file again")
                    .asRuntimeException();
        }
        TailEventsResponse first = messages.next();
        return new FeedPosition(first.getTransaction(), first.getOrdering());
    }
}
