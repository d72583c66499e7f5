package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.QuoteCheckoutRequest;
import dev.giveback.loyalty.v1.TransferPointsRequest;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.standalone.TestShop;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two nodes in one JVM, over real sockets: each is asked about every customer, so half of all questions go to the other one. */
final class MessagesBetweenNodesTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CUSTOMERS = 20;

    @Test
    void whoeverIsAskedAnswersForAllCustomersAndSoDoesTheOneThatIsLeft() throws Exception {
        Lifecycle lifecycle = new Lifecycle();
        try {
            TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
            int one = ServiceNode.freePort();
            int other = ServiceNode.freePort();
            String seeds = "127.0.0.1:" + one + ",127.0.0.1:" + other;
            lifecycle.add("one", LIMIT, start(database, "node-one", one, seeds));
            LoyaltyService leaving = lifecycle.add("other", LIMIT, start(database, "node-other", other, seeds));
            ManagedChannel toOne = channel(lifecycle, "node-one");
            ManagedChannel toOther = channel(lifecycle, "node-other");

            new TestShop(toOne).create(TestShop.program());
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                CompleteCheckoutResponse made = sell(toOther, customer);
                assertThat(sell(toOne, customer))
                        .as("a repeat at the other node")
                        .isEqualTo(made);
                assertThat(balance(toOne, customer)).isEqualTo(3);
                assertThat(balance(toOther, customer)).isEqualTo(3);
                assertThat(quote(toOne, customer))
                        .isEqualTo(quote(toOther, customer))
                        .isEqualTo(3);
            }
            for (int customer = 1; customer < CUSTOMERS; customer++) {
                transfer(customer % 2 == 0 ? toOne : toOther, 0, customer);
                assertThat(balance(toOne, customer)).isEqualTo(4);
                sellMore(toOther, 0, customer);
            }
            merge(toOne, 1, 2);
            assertThat(balance(toOther, 2)).isEqualTo(8);
            leaving.close();
            for (int customer = 3; customer < CUSTOMERS; customer++) {
                assertThat(balance(toOne, customer)).isEqualTo(4);
            }
            assertThat(balance(toOne, 0)).isEqualTo(3 + 2 * (CUSTOMERS - 1));
        } finally {
            lifecycle.close();
        }
    }

    private static LoyaltyService start(TestDatabase database, String name, int port, String seeds) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "giveback.loyalty.database.url",
                database.jdbcUrl(),
                "giveback.loyalty.database.user",
                database.user(),
                "giveback.loyalty.database.password",
                database.password(),
                "giveback.loyalty.database.journal-connections",
                4,
                "giveback.loyalty.database.read-connections",
                4,
                TestMasterKeys.SETTING,
                TestMasterKeys.KEYSET,
                "giveback.platform.grpc.drain.notice",
                "0s"));
        settings.put("akka.remote.artery.canonical.port", port);
        settings.put("giveback.cluster.seeds", seeds);
        settings.put("giveback.loyalty.timeout", "60s");
        // A busy machine is no lost node.
        settings.put("akka.cluster.failure-detector.acceptable-heartbeat-pause", "5m");
        return LoyaltyService.start(
                LoyaltySettings.load(settings),
                List.of(new Endpoint.InProcess(name)),
                new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private static ManagedChannel channel(Lifecycle lifecycle, String name) {
        ManagedChannel channel = Channels.inProcess(name);
        lifecycle.onStop("channel", LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    private static String name(int customer) {
        return "programs/shop/customers/c-" + customer;
    }

    private static CompleteCheckoutResponse sell(ManagedChannel node, int customer) {
        return CheckoutServiceGrpc.newBlockingStub(node)
                .completeCheckout(Tills.order("c-" + customer, "first-" + customer));
    }

    private static void sellMore(ManagedChannel node, int customer, int number) {
        CompleteCheckoutRequest order = Tills.order("c-" + customer, "more-" + number);
        assertThat(CheckoutServiceGrpc.newBlockingStub(node)
                        .completeCheckout(order)
                        .hasBalance())
                .isTrue();
    }

    private static long quote(ManagedChannel node, int customer) {
        return CheckoutServiceGrpc.newBlockingStub(node)
                .quoteCheckout(QuoteCheckoutRequest.newBuilder()
                        .setCustomer(name(customer))
                        .setBasket(Tills.order("c-" + customer, "quote").getBasket())
                        .build())
                .getBalance()
                .getTotal();
    }

    private static long balance(ManagedChannel node, int customer) {
        return CustomerServiceGrpc.newBlockingStub(node)
                .getCustomer(
                        GetCustomerRequest.newBuilder().setName(name(customer)).build())
                .getCustomer()
                .getBalance()
                .getTotal();
    }

    private static void transfer(ManagedChannel node, int from, int to) {
        assertThat(PointsServiceGrpc.newBlockingStub(node)
                        .transferPoints(TransferPointsRequest.newBuilder()
                                .setCustomer(name(from))
                                .setRequestId("to-" + to)
                                .setTransferId("to-" + to)
                                .setRecipient(name(to))
                                .setPoints(1)
                                .build())
                        .isInitialized())
                .isTrue();
    }

    private static void merge(ManagedChannel node, int source, int target) {
        assertThat(CustomerServiceGrpc.newBlockingStub(node)
                        .mergeCustomers(MergeCustomersRequest.newBuilder()
                                .setSource(name(source))
                                .setTarget(name(target))
                                .setRequestId("merge")
                                .build())
                        .isInitialized())
                .isTrue();
    }
}
