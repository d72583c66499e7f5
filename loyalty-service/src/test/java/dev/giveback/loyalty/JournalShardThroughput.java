package dev.giveback.loyalty;

import static dev.giveback.loyalty.Requests.checkout;
import static dev.giveback.loyalty.Requests.line;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc.CheckoutServiceFutureStub;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checkouts a second of one node with 1, 2 and 4 journal shards, each on a PostgreSQL server of its own. One machine has one disk and few processors, so the limit of a database is
 * simulated: each commit waits for {@code commit_delay}, and a batch has few rows. What it shows is whether more databases take more, and not how much one takes. Arguments: rounds,
 * seconds, delay of a commit in milliseconds, rows of a batch.
 */
final class JournalShardThroughput {
    private static final int IN_FLIGHT = 400;
    private static final int CUSTOMERS = 2_000;

    private JournalShardThroughput() {}

    /** Measures, and prints a line for each run. */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        int delayMillis = Integer.parseInt(args[2]);
        int rows = Integer.parseInt(args[3]);
        Path folder = Files.createTempDirectory("shards");
        List<TestServer> servers = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        try (TestDatabase base = TestDatabase.create()) {
            base.execute("SELECT 1");
            for (int i = 0; i < 4; i++) {
                TestServer server = TestServer.start(folder.resolve("server-" + i));
                servers.add(server);
            }
            for (int shards : List.of(1, 2, 4)) {
                settings.add(Setting.start(shards, servers, delayMillis, rows));
            }
            for (int round = 0; round < rounds; round++) {
                for (Setting setting : settings) {
                    System.out.printf(
                            "round %d: %d shards, commits of %d ms, batches of %d: %,d checkouts a second%n",
                            round, setting.shards, delayMillis, rows, setting.measure(seconds));
                }
            }
        } finally {
            settings.forEach(Setting::close);
            servers.forEach(TestServer::close);
        }
    }

    /** One node with so many shards, on databases of its own. */
    private static final class Setting implements AutoCloseable {
        private final int shards;
        private final List<TestDatabase> databases = new ArrayList<>();
        private final AtomicLong orders = new AtomicLong();

        @SuppressWarnings("NullAway.Init") // Started by start.
        private RunningLoyalty loyalty;

        private Setting(int shards) {
            this.shards = shards;
        }

        static Setting start(int shards, List<TestServer> servers, int delayMillis, int rows) throws Exception {
            Setting setting = new Setting(shards);
            TestDatabase home = TestDatabase.create();
            setting.databases.add(home);
            for (TestServer server : servers.subList(0, shards)) {
                TestDatabase shard = server.createDatabase();
                String name = shard.jdbcUrl().substring(shard.jdbcUrl().lastIndexOf('/') + 1);
                shard.execute("ALTER DATABASE " + name + " SET commit_delay = " + 1_000 * delayMillis);
                shard.execute("ALTER DATABASE " + name + " SET commit_siblings = 0");
                setting.databases.add(shard);
            }
            setting.loyalty = RunningLoyalty.start(
                    home,
                    Map.of(
                            "giveback.loyalty.database.shards",
                            setting.databases.stream()
                                    .skip(1)
                                    .map(TestDatabase::jdbcUrl)
                                    .collect(Collectors.joining(" ")),
                            "jdbc-journal.batchSize",
                            rows));
            var unused = setting.loyalty.programs().createProgram(Requests.program("shop"));
            setting.measure(3);
            return setting;
        }

        private long measure(int seconds) throws InterruptedException {
            CheckoutServiceFutureStub checkouts = CheckoutServiceGrpc.newFutureStub(loyalty.channel());
            Semaphore places = new Semaphore(IN_FLIGHT);
            AtomicLong answered = new AtomicLong();
            AtomicLong failed = new AtomicLong();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
                places.acquire();
                long order = orders.incrementAndGet();
                Futures.addCallback(
                        checkouts.completeCheckout(checkout(
                                "programs/shop/customers/c" + order % CUSTOMERS, "o" + order, line("TEA", 1, 1_000))),
                        new FutureCallback<CompleteCheckoutResponse>() {
                            @Override
                            public void onSuccess(@Nullable CompleteCheckoutResponse response) {
                                answered.incrementAndGet();
                                places.release();
                            }

                            @Override
                            public void onFailure(Throwable failure) {
                                failed.incrementAndGet();
                                places.release();
                            }
                        },
                        MoreExecutors.directExecutor());
            }
            places.acquire(IN_FLIGHT);
            long taken = System.nanoTime() - begin;
            if (failed.get() > 0) {
                throw new IllegalStateException(failed.get() + " checkouts failed");
            }
            return answered.get() * TimeUnit.SECONDS.toNanos(1) / taken;
        }

        @Override
        public void close() {
            loyalty.close();
            databases.forEach(TestDatabase::close);
        }
    }
}
