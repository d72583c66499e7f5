package dev.giveback.torture.concurrency;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.concurrent.Future;

/**
 * The journal's queue of writes, {@code GroupCommitWriter}, asked by many threads at once. Each write is stored once and told so, or refused and
 * not stored; in the end nothing waits and nobody is at work.
 */
final class QueueStress {
    private static final String PACKAGE = "dev.giveback.platform.journal";
    private static final int THREADS = 4;
    private static final int WAITING_ROWS = 300;

    private final Copies copies;
    private final Queue<Long> stored = new ConcurrentLinkedQueue<>();

    private record Asked(List<Long> rows, Future<?> outcome) {}

    /** @param unlocked methods that have no lock */
    QueueStress(java.util.Set<String> unlocked) {
        this.copies = new Copies(PACKAGE, unlocked);
    }

    /** What went wrong. */
    List<String> problems(long seed, int writes) throws Exception {
        ExecutorService executor =
                Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
        Object writer = writer(executor);
        Queue<Asked> asked = new ConcurrentLinkedQueue<>();
        List<String> problems =
                new ArrayList<>(Threads.run(THREADS, thread -> submit(writer, asked, seed, thread, writes / THREADS)));
        executor.shutdown();
        if (!executor.awaitTermination(2, TimeUnit.MINUTES)) {
            executor.shutdownNow();
            problems.add("a writer does not end");
        }
        judge(asked, problems);
        for (String count : List.of("waitingRows", "writers")) {
            Object left = Inside.field(writer, count);
            if (!left.equals(0)) {
                problems.add(count + ": " + left + " when all is over (expected: 0)");
            }
        }
        if (!((Collection<?>) Inside.field(writer, "waiting")).isEmpty()) {
            problems.add("writes wait for nobody");
        }
        return problems;
    }

    private Object writer(ExecutorService executor) throws ReflectiveOperationException {
        Class<?> limits = copies.of("GroupCommitWriter$Limits");
        Class<?> source = copies.of("GroupCommitWriter$ConnectionSource");
        Object connections =
                Proxy.newProxyInstance(copies, new Class<?>[] {source}, (self, method, arguments) -> connection());
        Consumer<Object> observer = batch -> {};
        return Inside.constructor(copies.of("GroupCommitWriter"), 4)
                .newInstance(
                        connections,
                        executor,
                        Inside.constructor(limits, 5).newInstance(WAITING_ROWS, 40, 1L << 20, 2, Duration.ZERO),
                        observer);
    }

    private void submit(Object writer, Queue<Asked> asked, long seed, int thread, int writes) throws Exception {
        Random random = new Random(seed * THREADS + thread);
        Method submit = Inside.method(writer.getClass(), "submit");
        Constructor<?> write = Inside.constructor(copies.of("JournalWrite"), 2);
        Method outcome = Inside.method(copies.of("JournalWrite"), "outcome");
        long next = 1_000_000L * thread;
        for (int at = 0; at < writes; at++) {
            List<Long> ids = new ArrayList<>();
            for (int row = 0; row <= random.nextInt(3); row++) {
                ids.add(next++);
            }
            Object one = write.newInstance(ids.stream().map(QueueStress::row).toList(), Nil$.MODULE$);
            asked.add(new Asked(ids, (Future<?>) outcome.invoke(one)));
            submit.invoke(writer, one);
            if (random.nextInt(8) == 0) {
                LockSupport.parkNanos(1_000);
            }
        }
    }

    private static JournalAkkaSerializationRow row(long id) {
        return new JournalAkkaSerializationRow(
                Long.MIN_VALUE,
                false,
                "p",
                id,
                "00000000-0000-0000-0000-000000000000",
                0,
                "",
                new byte[] {1},
                20,
                "",
                Option.empty(),
                Option.empty(),
                Option.empty());
    }

    private void judge(Queue<Asked> asked, List<String> problems) {
        List<Long> right = new ArrayList<>();
        long lost = 0;
        for (Asked one : asked) {
            if (!one.outcome().isCompleted()) {
                lost++;
            } else if (one.outcome().value().get().isSuccess()) {
                right.addAll(one.rows());
            }
        }
        if (lost > 0) {
            problems.add(lost + " writes were never answered");
        }
        if (!right.stream().sorted().toList().equals(stored.stream().sorted().toList())) {
            problems.add(right.size() + " rows were told as stored, and " + stored.size()
                    + " were (expected: the same ones, once each)");
        }
    }

    /** One that stores the second column, the numbers, when it is executed. */
    private Connection connection() {
        List<Object> numbers = new ArrayList<>();
        PreparedStatement statement = proxy(PreparedStatement.class, (name, arguments) -> {
            if (name.equals("executeUpdate")) {
                numbers.forEach(number -> stored.add((Long) number));
                return numbers.size();
            }
            return null;
        });
        Array array = proxy(Array.class, (name, arguments) -> null);
        boolean[] isTaken = {false};
        return proxy(Connection.class, (name, arguments) -> {
            if (name.equals("createArrayOf")) {
                if (!isTaken[0] && arguments[0].equals("int8")) {
                    isTaken[0] = true;
                    numbers.addAll(List.of((Object[]) arguments[1]));
                }
                return array;
            }
            return name.equals("prepareStatement") ? statement : null;
        });
    }

    @FunctionalInterface
    private interface Answers {
        @org.jspecify.annotations.Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? QueueStress.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
