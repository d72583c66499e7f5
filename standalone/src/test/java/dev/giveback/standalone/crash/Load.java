package dev.giveback.standalone.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Calls of many kinds about some customers, 32 at once, and what became of each. */
final class Load {
    private static final int IN_FLIGHT = 32;
    private static final int CUSTOMERS = 40;

    private static final Duration FIRST_ANSWERS = Duration.ofMinutes(1);

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Checker.Entry> books = new ArrayList<>();
    private final String prefix;
    private final long seed;

    Load(String prefix, long seed) {
        this.prefix = prefix;
        this.seed = seed;
    }

    /** What is done while the load runs. */
    @FunctionalInterface
    interface Disturbance {
        void run() throws Exception;
    }

    /** Calls one after the other on each of 32 threads until {@code meanwhile} has ended, and says how each call ended. */
    Map<Call, Answer> during(Caller caller, Disturbance meanwhile) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ConcurrentLinkedQueue<Map.Entry<Call, Answer>> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                Random random = new Random(seed + numbers.incrementAndGet());
                workers.add(threads.submit(() -> callUntil(stop, caller, random, answers)));
            }
            try {
                meanwhile.run();
            } finally {
                stop.set(true);
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        Map<Call, Answer> byCall = new LinkedHashMap<>();
        answers.forEach(answer -> byCall.put(answer.getKey(), answer.getValue()));
        return byCall;
    }

    /** Waits until so many more calls were acknowledged; a JVM that has just started is slow at first. */
    void awaitAcknowledged(long more) throws InterruptedException {
        long enough = acknowledged.get() + more;
        long end = System.nanoTime() + FIRST_ANSWERS.toNanos();
        while (acknowledged.get() < enough) {
            if (System.nanoTime() > end) {
                throw new AssertionError("acknowledged: " + acknowledged + " (expected: " + enough + ")");
            }
            Thread.sleep(5);
        }
    }

    private Void callUntil(
            AtomicBoolean stop, Caller caller, Random random, ConcurrentLinkedQueue<Map.Entry<Call, Answer>> answers)
            throws InterruptedException {
        while (!stop.get()) {
            Call call = next(random);
            Answer answer = caller.send(call);
            answers.add(Map.entry(call, answer));
            if (answer instanceof Answer.Given) {
                acknowledged.incrementAndGet();
            }
            if (answer instanceof Answer.Unknown) {
                Thread.sleep(50);
            }
        }
        return null;
    }

    private Call next(Random random) {
        String customer = "c" + random.nextInt(CUSTOMERS);
        String id = prefix + "-" + numbers.incrementAndGet();
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new Call(customer, id, Call.Kind.REDEEM, 1 + random.nextInt(40));
        }
        if (kind == 1) {
            return new Call(customer, id, Call.Kind.ADJUST, random.nextBoolean() ? 7 : -3);
        }
        return new Call(customer, id, Call.Kind.CHECKOUT, 1 + random.nextInt(5_000));
    }

    /** Repeats what was answered and what was not, each until it is known how it ended, and enters it into the books. */
    void settle(Caller caller, Map<Call, Answer> answers, Class<? extends Answer> kind) throws Exception {
        List<Call> calls = answers.keySet().stream()
                .filter(call -> kind.isInstance(answers.get(call)))
                .toList();
        List<Answer> repeats = inParallel(calls, caller::sendUntilKnown);
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            books.add(new Checker.Entry(call, Objects.requireNonNull(answers.get(call)), repeats.get(i)));
        }
    }

    /** What the accounts of all customers say now. */
    Map<String, Checker.Standing> accounts(Caller caller) {
        Map<String, Checker.Standing> accounts = new TreeMap<>();
        IntStream.range(0, CUSTOMERS).mapToObj(i -> "c" + i).forEach(id -> accounts.put(id, caller.standing(id)));
        return accounts;
    }

    /** The checker's word about all that is in the books. */
    Checker.Verdict verdict(Caller caller) {
        return Checker.check(books, accounts(caller));
    }

    /** A function of a call that waits. */
    @FunctionalInterface
    private interface Sending {
        Answer send(Call call) throws InterruptedException;
    }

    private static List<Answer> inParallel(List<Call> calls, Sending sending) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            Function<Call, Callable<Answer>> task = call -> () -> sending.send(call);
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer :
                    threads.invokeAll(calls.stream().map(task).toList())) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
