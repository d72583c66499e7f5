package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.CouponFeedServiceGrpc;
import dev.giveback.loyalty.v1.TailCouponChangesRequest;
import dev.giveback.loyalty.v1.TailCouponChangesResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** What becomes of the coupons of campaigns, by gRPC. */
final class CouponFeedGrpcService extends CouponFeedServiceGrpc.CouponFeedServiceImplBase {
    private final Tails tails;
    private final CouponMessages messages;

    CouponFeedGrpcService(Tails tails, CouponMessages messages) {
        this.tails = tails;
        this.messages = messages;
    }

    @Override
    public void tailCouponChanges(TailCouponChangesRequest call, StreamObserver<TailCouponChangesResponse> responses) {
        tails.open(
                new Tail.Wish<>(
                        FeedChecks.resumeToken(call.getResumeToken()),
                        List.of(PersistenceIds.CUSTOMER_PREFIX),
                        messages),
                responses);
    }
}
