package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.client.GivebackClient;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.standalone.TestShop;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Tills that sell, one after another for each customer. What fails is asked again with the same request id until it is answered; each till counts
 * what it was told, and at the end the books of the service are compared with that.
 */
final class Tills implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    static final Duration PACE = Duration.ofMillis(25);

    private final GivebackClient client;
    private final Duration deadline;
    private final Duration pace;
    private final AtomicLong longest = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Map<String, AtomicInteger> sold = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Status> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();

    private Tills(GivebackClient client, Duration deadline, Duration pace) {
        this.client = client;
        this.deadline = deadline;
        this.pace = pace;
    }

    /** Opens a till for each of so many customers; each waits so long for an answer, with what the client repeats. */
    static Tills open(GivebackClient client, int customers, Duration deadline) {
        return open(client, "c", customers, deadline, PACE);
    }

    /**
     * The same.
     *
     * @param shop what the names of its customers begin with
     * @param pace from the beginning of a sale to that of the next one, if it is answered by then
     */
    static Tills open(GivebackClient client, String shop, int customers, Duration deadline, Duration pace) {
        Tills tills = new Tills(client, deadline, pace);
        IntStream.range(0, customers).forEach(number -> {
            String customer = shop + "-" + number;
            tills.sold.put(customer, new AtomicInteger());
            tills.threads.add(Thread.ofVirtual().start(() -> tills.sell(customer)));
        });
        return tills;
    }

    private void sell(String customer) {
        try {
            while (!closing.get()) {
                int number = sold(customer) + 1;
                long begin = System.nanoTime();
                sellSurely(order(customer, customer + "-" + number));
                long taken = System.nanoTime() - begin;
                longest.accumulateAndGet(taken, Math::max);
                counter(customer).incrementAndGet();
                TimeUnit.NANOSECONDS.sleep(pace.toNanos() - taken);
            }
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            broken.add(e);
        }
    }

    /** Again and again, as a till does that was told UNAVAILABLE. */
    private void sellSurely(CompleteCheckoutRequest order) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var unused = client.checkouts()
                        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                        .completeCheckout(order);
                return;
            } catch (StatusRuntimeException failed) {
                failures.add(failed.getStatus());
                boolean isPassing = failed.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || failed.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
                if (!isPassing || System.nanoTime() > end) {
                    throw failed;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    static CompleteCheckoutRequest order(String customer, String id) {
        CompleteCheckoutRequest.Builder order = CompleteCheckoutRequest.newBuilder()
                .setCustomer("programs/shop/customers/" + customer)
                .setRequestId(id)
                .setOrderId(id);
        order.getBasketBuilder()
                .addLinesBuilder()
                .setProduct("MUG")
                .setQuantity(3)
                .setUnitPrice(TestShop.pound());
        return order.build();
    }

    private AtomicInteger counter(String customer) {
        return Objects.requireNonNull(sold.get(customer));
    }

    private int sold(String customer) {
        return counter(customer).get();
    }

    /** Orders that were acknowledged. */
    int sold() {
        return sold.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** What the client gave up and told the till. */
    List<Status> failures() {
        return List.copyOf(failures);
    }

    /** The longest that a till has waited for an answer since this was asked last. */
    Duration longestWait() {
        return Duration.ofNanos(longest.getAndSet(0));
    }

    /** Waits until each customer was sold so many more, and gives how long that took. */
    Duration untilEachSold(int more) throws InterruptedException {
        Map<String, Integer> before = new ConcurrentHashMap<>();
        sold.forEach((customer, orders) -> before.put(customer, orders.get()));
        long start = System.nanoTime();
        while (before.entrySet().stream().anyMatch(each -> sold(each.getKey()) < each.getValue() + more)) {
            assertThat(broken).isEmpty();
            assertThat(System.nanoTime() - start).as("patience of the test").isLessThan(PATIENCE.toNanos());
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Closes the tills when what is under way was answered. */
    @Override
    public void close() {
        closing.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(broken).isEmpty();
    }

    /** The statement of each customer has each order once, in turn, three points each, and nothing else. */
    void compareBooks() {
        compareBooks(client);
    }

    /** The same, as another client sees them. */
    void compareBooks(GivebackClient reader) {
        for (Map.Entry<String, AtomicInteger> each : sold.entrySet()) {
            List<String> expected = IntStream.rangeClosed(1, each.getValue().get())
                    .mapToObj(number -> each.getKey() + "-" + number)
                    .toList();
            List<StatementEntry> entries = statement(reader, each.getKey());
            assertThat(entries.stream().map(StatementEntry::getRequestId))
                    .as(each.getKey())
                    .containsExactlyElementsOf(expected);
            assertThat(entries.getLast().getTotalAfter()).isEqualTo(3L * expected.size());
        }
    }

    private static List<StatementEntry> statement(GivebackClient client, String customer) {
        List<StatementEntry> entries = new ArrayList<>();
        String token = "";
        do {
            var page = client.points()
                    .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                            .setParent("programs/shop/customers/" + customer)
                            .setPageSize(1_000)
                            .setPageToken(token)
                            .build());
            entries.addAll(page.getEntriesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return entries.reversed();
    }
}
