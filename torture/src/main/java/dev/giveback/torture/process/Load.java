package dev.giveback.torture.process;

import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Calls of all kinds about some customers, many at once, and what became of each. Some customers redeem, the others are refunded. */
final class Load {
    /** How often an answer was seen to come after the flush of what it says. */
    static final String AFTER_FLUSH = "answers seen after their flush";

    private static final int IN_FLIGHT = 16;
    private static final int CUSTOMERS = 40;
    private static final int REDEEMING = 20;
    private static final Duration PAUSE_AFTER_UNKNOWN = Duration.ofMillis(20);

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final Map<String, Span> spans = new ConcurrentHashMap<>();
    private final AtomicLong longestNanos = new AtomicLong();
    private final ConcurrentLinkedQueue<Call> refundable = new ConcurrentLinkedQueue<>();
    private final Books books = new Books();
    private final String prefix;
    private final long seed;

    Load(String prefix, long seed) {
        this.prefix = prefix;
        this.seed = seed;
    }

    /** From when to when a call was made. */
    private record Span(Instant begun, Instant answered) {}

    /** What is done while the load runs. */
    @FunctionalInterface
    interface Disturbance {
        void run() throws Exception;
    }

    /** Calls one after the other on each of 16 threads until {@code meanwhile} has ended, and says how each call ended. */
    Map<Call, Answer> during(Caller caller, Disturbance meanwhile) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ConcurrentLinkedQueue<Map.Entry<Call, Answer>> answers = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                Random random = new Random(seed * IN_FLIGHT + i);
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
        long end = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (acknowledged.get() < enough) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("acknowledged: " + acknowledged + " (expected: " + enough + ")");
            }
            Thread.sleep(5);
        }
    }

    /** How many calls had no answer so far. */
    long unknown() {
        return unknown.get();
    }

    /**
     * Tells which calls were acknowledged before the log that has them was flushed.
     *
     * @param trace of the processes that answered from {@code begin} to {@code end}, in seconds; a call that began before, or was answered
     *     later, is not judged, because what was written then was not seen
     */
    List<Violation> early(WalTrace trace, double begin, double end, Outcome.Tally tally) {
        Map<String, Double> safe = trace.safe(Pattern.compile("(" + Pattern.quote(prefix) + "-\\d+-)"));
        List<Violation> violations = new ArrayList<>();
        long judged = 0;
        for (Map.Entry<String, Span> one : spans.entrySet()) {
            Double flushed = safe.get(one.getKey());
            double time = WalTrace.seconds(one.getValue().answered());
            boolean isWatched = WalTrace.seconds(one.getValue().begun()) >= begin && time <= end;
            if (flushed != null && isWatched) {
                judged++;
                if (flushed > time) {
                    String late = flushed.isInfinite()
                            ? "not at all while it was watched"
                            : Math.round((flushed - time) * 1e6) + " microseconds later";
                    violations.add(new Violation(seed, one.getKey() + WalTrace.ANSWERED_TOO_EARLY + late, List.of()));
                }
            }
        }
        tally.add(AFTER_FLUSH, judged - violations.size());
        return violations;
    }

    /** A request id; nothing that follows it in a file can be taken for a part of it. */
    private String nextId() {
        return prefix + "-" + numbers.incrementAndGet() + "-";
    }

    private Void callUntil(
            AtomicBoolean stop, Caller caller, Random random, ConcurrentLinkedQueue<Map.Entry<Call, Answer>> answers)
            throws InterruptedException {
        while (!stop.get()) {
            Call call = next(random);
            Instant at = Instant.now();
            long begun = System.nanoTime();
            Answer answer = caller.send(call);
            longestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
            answers.add(Map.entry(call, answer));
            switch (answer) {
                case Answer.Given given -> acknowledged(call, at);
                case Answer.Refused refused -> {}
                case Answer.Unknown why -> {
                    unknown.incrementAndGet();
                    Thread.sleep(PAUSE_AFTER_UNKNOWN);
                }
            }
        }
        return null;
    }

    private void acknowledged(Call call, Instant begun) {
        spans.put(call.requestId(), new Span(begun, Instant.now()));
        acknowledged.incrementAndGet();
        if (call.kind() == Call.Kind.CHECKOUT && !isRedeeming(call.customer())) {
            refundable.add(call);
        }
    }

    private static boolean isRedeeming(String customer) {
        return Integer.parseInt(customer.substring(1)) < REDEEMING;
    }

    /** How long the call under load took that took longest. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    private Call next(Random random) {
        String customer = "c" + random.nextInt(CUSTOMERS);
        String id = nextId();
        int kind = random.nextInt(10);
        int amount = 1 + random.nextInt(5_000);
        if (kind == 0 && isRedeeming(customer)) {
            return Call.redeem(customer, id, 1 + amount % 40);
        }
        if (kind == 1) {
            return Call.adjust(customer, id, isRedeeming(customer) && random.nextBoolean() ? -3 : 7);
        }
        Call order = kind < 4 && !isRedeeming(customer) ? refundable.poll() : null;
        return order == null ? Call.checkout(customer, id, amount) : Call.refund(order, id);
    }

    /** Repeats every call until it is known how it ended, and enters it into the books: first what was answered, then what was not. */
    void settle(Caller caller, Map<Call, Answer> answers) throws Exception {
        settle(caller, answers, Answer.Given.class);
        settle(caller, answers, Answer.Unknown.class);
    }

    private void settle(Caller caller, Map<Call, Answer> answers, Class<? extends Answer> kind) throws Exception {
        List<Call> calls = answers.keySet().stream()
                .filter(call -> kind.isInstance(answers.get(call)))
                .toList();
        List<Answer> repeats =
                inParallel(calls.stream().map(call -> asking(caller, call)).toList());
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            books.enter(new Books.Entry(call, Objects.requireNonNull(answers.get(call)), repeats.get(i)));
        }
    }

    private static Callable<Answer> asking(Caller caller, Call call) {
        return () -> caller.sendUntilKnown(call);
    }

    /** A new order of each customer, asked for until it is answered: none may be stuck. */
    void askEveryCustomer(Caller caller) throws Exception {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            calls.add(Call.checkout("c" + i, nextId(), 100));
        }
        List<Answer> answers =
                inParallel(calls.stream().map(call -> asking(caller, call)).toList());
        for (int i = 0; i < calls.size(); i++) {
            books.enter(new Books.Entry(calls.get(i), answers.get(i), answers.get(i)));
        }
    }

    private static List<Answer> inParallel(List<Callable<Answer>> asking) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(asking)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** The books' word about all that was entered. */
    Books.Verdict verdict(Caller caller) throws InterruptedException {
        Map<String, Books.Standing> accounts = new TreeMap<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            accounts.put("c" + i, caller.standing("c" + i));
        }
        return books.verdict(accounts);
    }

    /** Counts what the books and the journal say, and tells what is wrong as violations of this seed. */
    List<Violation> judge(Caller caller, Outcome.Tally tally) throws InterruptedException {
        Books.Verdict verdict = verdict(caller);
        tally.add("acknowledged", verdict.acknowledged());
        tally.add("answer unknown", verdict.unknown());
        tally.add("lost", verdict.lost());
        tally.add("doubled", verdict.doubled());
        List<String> findings = new ArrayList<>(verdict.findings());
        findings.addAll(caller.journalFindings());
        return findings.stream()
                .limit(10)
                .map(what -> new Violation(seed, what, List.of()))
                .toList();
    }
}
