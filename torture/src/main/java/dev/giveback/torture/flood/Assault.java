package dev.giveback.torture.flood;

import dev.giveback.torture.suite.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One attack beside the calls of a shop: the calls alone, then with the attack, then what is left of it. */
final class Assault {
    /** How a finding begins that tells of an attack that went through. */
    static final String NOT_STOPPED = "not stopped: ";

    /** Some seconds, in which nothing is judged by how quick it is. */
    static final Plan SMALL = new Plan(Duration.ofSeconds(1), Duration.ofSeconds(2), false);
    /** What is promised. */
    static final Plan FULL = new Plan(Duration.ofSeconds(60), Duration.ofSeconds(60), true);
    /** Long enough for one wave. */
    static final Plan CONTROL = new Plan(Duration.ofMillis(200), Duration.ofMillis(500), false);

    /** Far below what the machine can do, so that an attack is all that can make it slow. */
    private static final double CALLS_PER_SECOND = 50;

    private static final int CUSTOMERS = 50;
    private static final int SLOWER = 2;
    private static final int WARM = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MORE_FILES = 32;
    private static final long MORE_HEAP = 48L << 20;
    private static final int OK = 200;

    private final Shop good;
    private final Target target;
    private final Vitals vitals;
    private final Outcome.Tally tally;
    private final List<String> findings = new ArrayList<>();

    /**
     * How long.
     *
     * @param alone the calls
     * @param attacked the calls with the attack
     * @param isTimed whether it is judged how quick the calls were
     */
    record Plan(Duration alone, Duration attacked, boolean isTimed) {}

    Assault(Shop good, Target target, Vitals vitals, Outcome.Tally tally) {
        this.good = good;
        this.target = target;
        this.vitals = vitals;
        this.tally = tally;
    }

    /** Does it, and tells what went wrong. */
    List<String> findings(Attack attack, String prefix, Plan plan) throws Exception {
        Orders orders = new Orders(CUSTOMERS);
        OpenLoop loop = new OpenLoop(good, orders, prefix, DEADLINE);
        warm(loop);
        Vitals.Reading before = vitals.read();
        Seen alone = loop.send(CALLS_PER_SECOND, plan.alone());
        Reaction reaction = new Reaction();
        Seen attacked = attacked(loop, attack, reaction, plan.attacked());
        tell(attack, alone, attacked, reaction);
        reaction.notStopped().forEach(what -> findings.add(NOT_STOPPED + what));
        judgeGood("before it", alone);
        judgeGood("meanwhile", attacked);
        if (plan.isTimed()) {
            slower(alone, attacked).ifPresent(findings::add);
        }
        judgeLeft(attack, before);
        findings.addAll(orders.findings(good));
        return List.copyOf(findings);
    }

    private static void warm(OpenLoop loop) throws InterruptedException {
        Seen seen = loop.sendInLines(2, Duration.ofMillis(WARM));
        if (seen.goodCount() == 0) {
            throw new IllegalStateException("nobody was answered before the attack: " + seen);
        }
    }

    private Seen attacked(OpenLoop loop, Attack attack, Reaction reaction, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        Target aimed = new Target(
                target.grpcPort(), target.webPort(), target.certificate(), target.secret(), target.customer(), end);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> lines = new ArrayList<>();
            for (int i = 0; i < attack.lines(); i++) {
                lines.add(threads.submit((Callable<Void>) () -> {
                    attack(attack, aimed, reaction);
                    return null;
                }));
            }
            BooleanSupplier goesOn = () -> aimed.goesOn() || !lines.stream().allMatch(Future::isDone);
            Seen seen = loop.sendWhile(CALLS_PER_SECOND, goesOn);
            for (Future<Void> line : lines) {
                line.get();
            }
            return seen;
        }
    }

    private static void attack(Attack attack, Target target, Reaction reaction) throws Exception {
        do {
            try {
                attack.wave(target, reaction);
                reaction.did("waves", 1);
            } catch (IOException refused) {
                reaction.stopped("connection refused or ended");
            }
            Thread.sleep(attack.pauseMillis());
        } while (target.goesOn());
    }

    private void tell(Attack attack, Seen alone, Seen attacked, Reaction reaction) {
        String of = attack.words() + ": ";
        reaction.tally().counts().forEach((name, count) -> tally.add(of + name, count));
        tally.add(of + "good calls", attacked.goodCount());
        if (alone.goodCount() > 0 && attacked.goodCount() > 0) {
            tally.add(of + "good calls' p99 before, microseconds", micros(alone.p99()));
            tally.add(of + "good calls' p99 meanwhile, microseconds", micros(attacked.p99()));
        }
        if (reaction.tally().count("waves") == 0) {
            findings.add("no wave of it reached the gateway");
        }
    }

    private static long micros(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }

    private void judgeGood(String when, Seen seen) {
        long bad = seen.refusedCount() + seen.lateCount() + seen.failedCount();
        if (bad > 0) {
            findings.add(
                    "of " + seen.offeredCount() + " good calls " + when + " " + seen.refusedCount() + " were refused, "
                            + seen.lateCount() + " too late and " + seen.failedCount() + " failed " + seen.failures()
                            + " (expected: none)");
        }
    }

    private static Optional<String> slower(Seen alone, Seen attacked) {
        return attacked.p99().compareTo(alone.p99().multipliedBy(SLOWER)) <= 0
                ? Optional.empty()
                : Optional.of("slow: p99 of good calls " + micros(attacked.p99()) + " microseconds, "
                        + micros(alone.p99()) + " before (expected: at most " + SLOWER + " times as much)");
    }

    /** Connections are closed and memory is free again, and the web port answers. */
    private void judgeLeft(Attack attack, Vitals.Reading before) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Vitals.Reading after = vitals.read();
        while ((after.files() > before.files() + MORE_FILES || after.heapBytes() > before.heapBytes() + MORE_HEAP)
                && System.nanoTime() < end) {
            Thread.sleep(500);
            after = vitals.read();
        }
        tally.add(
                attack.words() + ": KiB of heap more, afterwards",
                Math.max(0, (after.heapBytes() - before.heapBytes()) >> 10));
        if (after.files() > before.files() + MORE_FILES) {
            findings.add("open files and connections: " + after.files() + ", " + before.files() + " before it");
        }
        if (after.heapBytes() > before.heapBytes() + MORE_HEAP) {
            findings.add("heap: " + (after.heapBytes() >> 20) + " MiB, " + (before.heapBytes() >> 20) + " before it");
        }
        judgeWeb();
    }

    private void judgeWeb() throws IOException {
        String customer = good.customer(0);
        try (RawHttp1 connection = new RawHttp1(target)) {
            connection.write(("GET /v1/" + customer + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                            + good.secret() + "\r\n\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            int status = connection.status();
            if (status != OK) {
                findings.add("afterwards the web port answered with status " + status);
            }
        }
    }

    /** A planted fault: a Giveback that stands still while it is called, judged as every attack is. */
    static Optional<String> stalled(Shop good, long pid) throws Exception {
        OpenLoop loop = new OpenLoop(good, new Orders(CUSTOMERS), "stalled", DEADLINE);
        warm(loop);
        Seen alone = loop.send(CALLS_PER_SECOND, Duration.ofSeconds(2));
        Duration still = alone.p99().multipliedBy(2L * SLOWER).plusSeconds(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> stall = threads.submit((Callable<Void>) () -> {
                signal("-STOP", pid);
                try {
                    Thread.sleep(still);
                } finally {
                    signal("-CONT", pid);
                }
                return null;
            });
            Seen attacked = loop.sendWhile(CALLS_PER_SECOND, () -> !stall.isDone());
            stall.get();
            return slower(alone, attacked);
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor() != 0) {
            throw new IOException("kill " + signal + " " + pid + " failed");
        }
    }
}
