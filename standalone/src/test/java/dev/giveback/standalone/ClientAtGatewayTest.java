package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.client.GivebackClient;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceImplBase;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class ClientAtGatewayTest {
    /** The order is made, the answer is lost on the way, and the client asks again: it is one order, and the answer is the first one. */
    @Test
    void anOrderWhoseAnswerIsLostIsMadeOnce() throws Exception {
        try (RunningGateway giveback = new RunningGateway()) {
            new TestShop(giveback.service()).create(TestShop.program());
            String key = giveback.guard().adminSecret();
            try (GivebackClient behind = client(giveback.port(), key)) {
                LosesTheFirstAnswers wire = new LosesTheFirstAnswers(behind, 2);
                Server server = NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(wire)
                        .build()
                        .start();
                try (GivebackClient shop = client(server.getPort(), key)) {
                    CompleteCheckoutResponse answer = shop.checkouts().completeCheckout(order());
                    assertThat(answer.getBalance().getTotal()).isEqualTo(3);
                } finally {
                    server.shutdownNow();
                }
                assertThat(wire.requestIds).hasSize(3);
                assertThat(wire.requestIds.stream().distinct()).hasSize(1);
                assertThat(behind.points()
                                .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                                        .setParent("programs/shop/customers/ann")
                                        .build())
                                .getEntriesList())
                        .hasSize(1);
            }
        }
    }

    private static GivebackClient client(int port, String key) {
        return GivebackClient.builder("127.0.0.1:" + port).plaintext().key(key).build();
    }

    private static CompleteCheckoutRequest order() {
        CompleteCheckoutRequest.Builder order = CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/ann")
                .setOrderId("A-1");
        order.getBasketBuilder()
                .addLinesBuilder()
                .setProduct("MUG")
                .setQuantity(3)
                .setUnitPrice(TestShop.pound());
        return order.build();
    }

    private static final class LosesTheFirstAnswers extends CheckoutServiceImplBase {
        private final GivebackClient gateway;
        private final int lost;
        private final List<String> requestIds = new CopyOnWriteArrayList<>();

        private LosesTheFirstAnswers(GivebackClient gateway, int lost) {
            this.gateway = gateway;
            this.lost = lost;
        }

        @Override
        public void completeCheckout(
                CompleteCheckoutRequest request, StreamObserver<CompleteCheckoutResponse> observer) {
            requestIds.add(request.getRequestId());
            CompleteCheckoutResponse answer =
                    CheckoutServiceGrpc.newBlockingStub(gateway.channel()).completeCheckout(request);
            if (requestIds.size() <= lost) {
                observer.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            observer.onNext(answer);
            observer.onCompleted();
        }
    }
}
