package dev.giveback.torture.concurrency;

import dev.giveback.gateway.GatewaySettings;
import dev.giveback.options.v1.Priority;
import dev.giveback.platform.config.Settings;
import io.grpc.StatusRuntimeException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The gateway's limits. {@code Load}: a call may end twice at the same moment, by its answer and by its caller's leaving, and gives one place
 * back. {@code Limits}: many calls for one customer get as many through as there is room for.
 */
final class LimiterStress {
    private static final String PACKAGE = "dev.giveback.gateway.guard";
    private static final int THREADS = 4;
    private static final int ENTERED = 200;
    private static final int RATE = 2;
    private static final int SECONDS_KEPT = 60;
    private static final Priority[] PRIORITIES = {
        Priority.PRIORITY_CHECKOUT, Priority.PRIORITY_ORDINARY, Priority.PRIORITY_ADMIN, Priority.PRIORITY_EXPORT
    };

    private final Copies copies;

    /** @param unlocked methods that have no lock */
    LimiterStress(Set<String> unlocked) {
        this.copies = new Copies(PACKAGE, unlocked);
    }

    private Object settings() throws ReflectiveOperationException {
        Settings settings = Settings.load(
                Map.of(
                        "giveback.gateway.guard.concurrency.least", 50,
                        "giveback.gateway.guard.concurrency.most", 100,
                        "giveback.gateway.guard.customer-requests-per-second", RATE),
                GatewaySettings.RESOURCE);
        return Inside.method(copies.of("GuardSettings"), "from").invoke(null, settings);
    }

    /** What went wrong with places. */
    List<String> problemsOfPlaces(long seed, int calls) throws Exception {
        LongSupplier clock = System::nanoTime;
        Object load = Inside.constructor(copies.of("Load"), 2).newInstance(settings(), clock);
        Random random = new Random(seed);
        List<String> problems = new ArrayList<>();
        for (int ended = 0; ended < calls && problems.isEmpty(); ) {
            List<Object> places = entered(load, random);
            ended += places.size();
            if (places.isEmpty()) {
                problems.add("nobody is let in though all have left");
            }
            AtomicInteger arrived = new AtomicInteger();
            problems.addAll(Threads.run(2, thread -> leave(places, arrived)));
        }
        Object left = Inside.method(load.getClass(), "underWay").invoke(load);
        if (!left.equals(0)) {
            problems.add("under way: " + left + " when all have left (expected: 0)");
        }
        return problems;
    }

    /** Lets calls in, more than there is room for. */
    private static List<Object> entered(Object load, Random random) throws Exception {
        Method enter = Inside.method(load.getClass(), "enter");
        List<Object> places = new ArrayList<>();
        for (int call = 0; call < ENTERED; call++) {
            try {
                places.add(enter.invoke(load, "m" + random.nextInt(3), PRIORITIES[random.nextInt(PRIORITIES.length)]));
            } catch (InvocationTargetException refused) {
                if (!(refused.getCause() instanceof StatusRuntimeException)) {
                    throw refused;
                }
            }
        }
        return places;
    }

    private static void leave(List<Object> places, AtomicInteger arrived) throws Exception {
        for (int at = 0; at < places.size(); at++) {
            Object place = places.get(at);
            Method leave = Inside.method(place.getClass(), "leave");
            arrived.incrementAndGet();
            while (arrived.get() < 2 * (at + 1)) {
                Thread.onSpinWait();
            }
            leave.invoke(place);
        }
    }

    /** What went wrong with rates. */
    List<String> problemsOfRates(int calls) throws Exception {
        Object limits = Inside.constructor(copies.of("Limits"), 1).newInstance(settings());
        Method take = Inside.method(limits.getClass(), "ofCustomer");
        AtomicLong through = new AtomicLong();
        long begin = System.nanoTime();
        List<String> problems = new ArrayList<>(Threads.run(THREADS, thread -> {
            for (int call = 0; call < calls / THREADS; call++) {
                try {
                    take.invoke(limits, "programs/fuzz/customers/c1");
                    through.incrementAndGet();
                } catch (InvocationTargetException refused) {
                    if (!(refused.getCause() instanceof StatusRuntimeException)) {
                        throw refused;
                    }
                }
            }
        }));
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        long room = (long) RATE * SECONDS_KEPT;
        if (through.get() < Math.min(calls, room) || through.get() > room + RATE * seconds + 1) {
            problems.add(through + " calls for one customer came through in " + seconds + " s (expected: " + room
                    + ", and " + RATE + " for each second)");
        }
        return problems;
    }
}
