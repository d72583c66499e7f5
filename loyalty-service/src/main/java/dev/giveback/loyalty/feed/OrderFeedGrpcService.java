package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.v1.OrderFeedServiceGrpc;
import dev.giveback.loyalty.v1.TailOrdersRequest;
import dev.giveback.loyalty.v1.TailOrdersResponse;
import io.grpc.stub.StreamObserver;

/** Orders made and refunded, by gRPC. */
final class OrderFeedGrpcService extends OrderFeedServiceGrpc.OrderFeedServiceImplBase {
    private final Tails tails;
    private final OrderMessages messages;

    OrderFeedGrpcService(Tails tails, OrderMessages messages) {
        this.tails = tails;
        this.messages = messages;
    }

    @Override
    public void tailOrders(TailOrdersRequest call, StreamObserver<TailOrdersResponse> responses) {
        tails.open(
                new Tail.Wish<>(
                        FeedChecks.resumeToken(call.getResumeToken()),
                        FeedChecks.prefixes(call.getProgramsList()),
                        messages),
                responses);
    }
}
