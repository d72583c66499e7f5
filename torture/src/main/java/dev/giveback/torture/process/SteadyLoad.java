package dev.giveback.torture.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls at a steady pace about customers of whom few come often. Each call is sent until it is known how it ended, so that the books need no
 * list of calls: they are one account a customer, and as small after hours as at first.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int CUSTOMERS = 2_000;
    private static final int MOST_PENCE = 5_000;

    private final Zipf zipf = new Zipf(CUSTOMERS);
    private final Map<String, Books.Standing> books = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong known = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<Void>> workers = new ArrayList<>();
    private final Caller caller;
    private final String prefix;

    /**
     * Begins.
     *
     * @param callsASecond all threads together; as many as can be for {@link Double#POSITIVE_INFINITY}
     */
    SteadyLoad(Caller caller, String prefix, long seed, double callsASecond) {
        this.caller = caller;
        this.prefix = prefix;
        long pauseNanos = (long) (THREADS * 1e9 / callsASecond);
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed * THREADS + i);
            long first = System.nanoTime() + pauseNanos * i / THREADS;
            workers.add(threads.submit(() -> callAtPace(random, first, pauseNanos)));
        }
    }

    /** A call that is late does not delay the one after it by more than it must; its time counts from when it was due. */
    private Void callAtPace(Random random, long first, long pauseNanos) throws InterruptedException {
        long due = first;
        while (!isOver.get()) {
            long early = due - System.nanoTime();
            if (early > 0) {
                Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
            }
            long begun = pauseNanos == 0 ? System.nanoTime() : due;
            Call call = next(random);
            Answer answer = caller.send(call);
            if (answer instanceof Answer.Unknown) {
                repeated.incrementAndGet();
                answer = caller.sendUntilKnown(call);
                // What was not done meanwhile is not made up for: that would be another load.
                due = System.nanoTime();
            } else {
                micros.add((System.nanoTime() - begun) / 1_000);
            }
            known.incrementAndGet();
            if (answer instanceof Answer.Given) {
                books.merge(call.customer(), Books.Standing.NONE.plus(call), (account, unused) -> account.plus(call));
            }
            due += pauseNanos;
        }
        return null;
    }

    private Call next(Random random) {
        String customer = "c" + zipf.next(random);
        String id = prefix + "-" + numbers.incrementAndGet();
        return switch (random.nextInt(10)) {
            case 0 -> Call.redeem(customer, id, 1 + random.nextInt(40));
            case 1 -> Call.adjust(customer, id, 7);
            default -> Call.checkout(customer, id, 1 + random.nextInt(MOST_PENCE));
        };
    }

    /** How many calls are known to have ended. */
    long known() {
        return known.get();
    }

    /** How many calls had to be sent again. */
    long repeated() {
        return repeated.get();
    }

    /** The time that 99 of 100 calls took at most, of those since this was asked before; 0 of none. */
    double p99Micros() {
        long[] taken = new long[micros.size()];
        int count = 0;
        for (Long one = micros.poll(); one != null; one = count < taken.length ? micros.poll() : null) {
            taken[count++] = one;
        }
        long[] sorted = Arrays.copyOf(taken, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) Math.min(count - 1L, count * 99L / 100)];
    }

    /** Ends it, when every call is known, and tells which accounts are not as the books are. */
    List<String> end() throws Exception {
        isOver.set(true);
        for (Future<Void> worker : workers) {
            worker.get();
        }
        return differences(caller, books);
    }

    /** Compares these books with the accounts. */
    static List<String> differences(Caller caller, Map<String, Books.Standing> expected) throws InterruptedException {
        List<String> findings = new ArrayList<>();
        for (Map.Entry<String, Books.Standing> one : new TreeMap<>(expected).entrySet()) {
            Books.Standing account = caller.standing(one.getKey());
            if (!account.equals(one.getValue())) {
                findings.add(one.getKey() + ": " + account + " (expected: " + one.getValue() + ")");
            }
        }
        return findings;
    }

    @Override
    public void close() {
        isOver.set(true);
        threads.shutdownNow();
        threads.close();
    }
}
