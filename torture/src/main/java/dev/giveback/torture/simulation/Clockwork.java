package dev.giveback.torture.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time, and all that is to happen in it, in one order. The wall clock that programs read may jump, and run at another pace. */
final class Clockwork implements InstantSource {
    private static final Comparator<Task> ORDER =
            Comparator.comparingLong(Task::at).thenComparingLong(Task::number);

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(ORDER);
    private long now;
    private long number;
    private Instant wall;
    private long wallSince;
    private int pace = 1;

    Clockwork(Instant wall) {
        this.wall = wall;
    }

    /**
     * @param isOfServer whether it dies with the process
     */
    private record Task(long at, long number, boolean isOfServer, Runnable what) {}

    /** After so many milliseconds, unless the process has died by then. */
    void inServer(long millis, Runnable what) {
        tasks.add(new Task(now + millis, number++, true, what));
    }

    /** After so many milliseconds, outside. */
    void outside(long millis, Runnable what) {
        tasks.add(new Task(now + millis, number++, false, what));
    }

    /** Lets time pass. */
    void run(long millis) {
        long end = now + millis;
        for (Task next = tasks.peek(); next != null && next.at() <= end; next = tasks.peek()) {
            tasks.remove();
            now = Math.max(now, next.at());
            next.what().run();
        }
        now = end;
    }

    /** The process is gone, and what it was about to do. */
    void die() {
        tasks.removeIf(Task::isOfServer);
    }

    void jump(Duration by) {
        wall = instant().plus(by);
        wallSince = now;
    }

    /** From now on the wall clock runs so many times as fast. */
    void pace(int times) {
        jump(Duration.ZERO);
        pace = times;
    }

    @Override
    public Instant instant() {
        return wall.plusMillis((now - wallSince) * pace);
    }
}
