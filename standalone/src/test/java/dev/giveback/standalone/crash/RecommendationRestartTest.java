package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.Model;
import dev.giveback.standalone.endtoend.RecommendationShop;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone knows after any end what it knew before: killed, stopped, with its file of models and without. */
@Timeout(600)
final class RecommendationRestartTest {
    private static final int ORDERS = 200;
    private static final List<String> SETTINGS = List.of(
            "-Dgiveback.recommendation.held-out-percent=0",
            "-Dgiveback.recommendation.learning=off",
            "-Dgiveback.recommendation.snapshot-interval=1s");

    @TempDir
    private Path folder = Path.of("");

    private final List<StandaloneProcess> started = new ArrayList<>();

    private interface Work {
        void on(RecommendationShop shop) throws Exception;
    }

    private StandaloneProcess start(Path data) throws Exception {
        StandaloneProcess standalone = StandaloneProcess.start(data, SETTINGS);
        started.add(standalone);
        return standalone;
    }

    /** Whatever a failure left running; who is stopped already is not disturbed. */
    @AfterEach
    void stopTheLast() throws InterruptedException {
        if (!started.isEmpty()) {
            started.getLast().stop();
        }
    }

    private void with(StandaloneProcess standalone, Work work) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", standalone.grpcPort())
                .intercept(standalone.calling())
                .usePlaintext()
                .build();
        try {
            work.on(new RecommendationShop(channel));
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void theModelIsTheSameAfterEveryEnd() throws Exception {
        Path data = folder.resolve("data");
        Model[] before = new Model[1];
        StandaloneProcess killed = start(data);
        with(killed, shop -> {
            shop.create();
            order(shop);
            RecommendationShop.await("all orders count", () -> shop.model().getPurchases() >= purchases());
            before[0] = shop.model();
        });
        killed.kill();

        StandaloneProcess stopped = start(data);
        with(stopped, shop -> {
            expectSame(shop, before[0]);
            assertThat(shop.rebuild().getDifferentProgramsList()).isEmpty();
            expectSame(shop, before[0]);
        });
        stopped.stop();
        assertThat(snapshots(data)).isNotEmpty();

        StandaloneProcess again = start(data);
        with(again, shop -> expectSame(shop, before[0]));
        again.stop();
        for (Path file : snapshots(data)) {
            Files.delete(file);
        }

        StandaloneProcess bare = start(data);
        with(bare, shop -> {
            expectSame(shop, before[0]);
            shop.buys("latecomer", "after-all", "p1");
            RecommendationShop.await(
                    "what is bought counts",
                    () -> shop.products("latecomer", Mode.MODE_BUY_AGAIN).contains("p1"));
            assertThat(shop.model().getDigest()).isNotEqualTo(before[0].getDigest());
        });
        bare.stop();
    }

    /** Each order has two products; customers and products come again. */
    private static void order(RecommendationShop shop) {
        Random random = new Random(7);
        for (int order = 0; order < ORDERS; order++) {
            int product = random.nextInt(30);
            shop.buys("c" + order % 20, "order-" + order, "p" + product, "q" + product);
        }
    }

    /** Purchases that differ in customer, day and product; the day is the same one, but for a run over midnight. */
    private static long purchases() {
        Random random = new Random(7);
        return 2
                * Stream.iterate(0, order -> order < ORDERS, order -> order + 1)
                        .map(order -> order % 20 + "-" + random.nextInt(30))
                        .distinct()
                        .count();
    }

    private static void expectSame(RecommendationShop shop, Model before) throws Exception {
        RecommendationShop.await("the journal was read", () -> shop.model().getPurchases() >= before.getPurchases());
        Model now = shop.model();
        assertThat(now.getDigest()).isEqualTo(before.getDigest());
        assertThat(now.getCustomers()).isEqualTo(before.getCustomers());
        assertThat(now.getProducts()).isEqualTo(before.getProducts());
        assertThat(now.getLastRecordTime()).isEqualTo(before.getLastRecordTime());
    }

    private static List<Path> snapshots(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("recommendation"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
