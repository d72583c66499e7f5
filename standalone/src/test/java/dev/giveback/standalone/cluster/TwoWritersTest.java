package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceBlockingStub;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.standalone.TestShop;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that do not know each other, on one database: what a cluster that falls apart wrongly would be. */
final class TwoWritersTest {
    private static final int ROUNDS = 10;

    @TempDir
    private Path folder;

    @Test
    void thePrimaryKeyRefusesTheSecondWriterWhichRecovers() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServiceNode one = ServiceNode.loyalty(folder, database);
                ServiceNode other = ServiceNode.loyalty(folder, database)) {
            one.begin();
            other.begin();
            one.awaitReady();
            other.awaitReady();
            ManagedChannel toOne = Channels.network(one.address());
            ManagedChannel toOther = Channels.network(other.address());
            try {
                new TestShop(toOne).create(TestShop.program());
                assertThat(alternate(toOne, toOther))
                        .as("writes that were refused")
                        .isPositive();
            } finally {
                Channels.close(toOne, Duration.ofSeconds(1));
                Channels.close(toOther, Duration.ofSeconds(1));
            }
        }
    }

    /** Each sells in turn to the same customer, whom the other has changed since; gives how often a write did not go through at first. */
    private static int alternate(ManagedChannel toOne, ManagedChannel toOther) throws InterruptedException {
        int refused = 0;
        for (int order = 1; order <= ROUNDS; order++) {
            refused += sell(order % 2 == 1 ? toOne : toOther, order);
        }
        return refused;
    }

    private static int sell(ManagedChannel channel, int order) throws InterruptedException {
        CompleteCheckoutRequest request = Tills.order("ann", "order-" + order);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        for (int refused = 0; ; refused++) {
            try {
                long total =
                        stub(channel).completeCheckout(request).getBalance().getTotal();
                // With the orders of the other one, each once.
                assertThat(total).isEqualTo(3L * order);
                return refused;
            } catch (StatusRuntimeException failed) {
                assertThat(failed.getStatus().getCode())
                        .as(failed.toString())
                        .isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.NOT_FOUND);
                assertThat(System.nanoTime()).as("patience of the test").isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static CheckoutServiceBlockingStub stub(ManagedChannel channel) {
        return CheckoutServiceGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS);
    }
}
