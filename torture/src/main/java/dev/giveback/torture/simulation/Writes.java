package dev.giveback.torture.simulation;

import com.google.protobuf.ByteString;
import dev.giveback.torture.suite.Outcome.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The way of events to the disk, with everything that can go wrong on it. */
final class Writes {
    private static final int SLOW_MILLIS = 900;
    private static final int QUICK_MILLIS = 12;

    private final Clockwork clock;
    private final Disk disk;
    private final Luck luck;
    private final Plant plant;
    private final Tally seen;
    private final Runnable crash;
    private final List<Write> underWay = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private Function<String, Point> points;

    /**
     * A write.
     *
     * @param tag by which its luck is known
     * @param appended runs at the moment from which it is stored, whatever happens then
     * @param stored runs when whoever wrote is told so
     * @param failed runs when whoever wrote is told that it failed
     */
    record Write(String tag, String id, List<ByteString> records, Runnable appended, Told stored, Runnable failed) {}

    /** Hears that a write is stored. */
    @FunctionalInterface
    interface Told {
        void at(Point point);
    }

    /**
     * @param points what happens at the write of a tag
     * @param crash ends the process
     */
    Writes(
            Clockwork clock,
            Disk disk,
            Luck luck,
            Plant plant,
            Tally seen,
            Function<String, Point> points,
            Runnable crash) {
        this.clock = clock;
        this.disk = disk;
        this.luck = luck;
        this.plant = plant;
        this.seen = seen;
        this.points = points;
        this.crash = crash;
    }

    /** From now on nothing goes wrong. */
    void heal() {
        points = tag -> Point.STORED;
    }

    void begin(Write write) {
        int attempt = attempts.merge(write.tag(), 1, Integer::sum);
        String name = write.tag() + "#" + attempt;
        Point point = points.apply(name);
        seen.add("write " + point.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        long millis = luck.of(name + " delay", luck.percent(name + " slow", 5) ? SLOW_MILLIS : QUICK_MILLIS);
        if (point == Point.CRASH_BEFORE) {
            crash.run();
            return;
        }
        underWay.add(write);
        if (point == Point.CRASH_DURING) {
            clock.inServer(millis, crash);
            return;
        }
        clock.inServer(millis, () -> end(write, point));
    }

    private void end(Write write, Point point) {
        underWay.remove(write);
        if (point == Point.FAILED_BEFORE) {
            write.failed().run();
            return;
        }
        append(write);
        switch (point) {
            case FAILED_AFTER -> write.failed().run();
            case CRASH_AFTER -> crash.run();
            default -> write.stored().at(point);
        }
    }

    private void append(Write write) {
        boolean isLost = plant == Plant.LOST_EVENT && luck.percent(write.tag() + " lost", 3);
        if (!isLost) {
            disk.append(write.id(), write.records());
        }
        write.appended().run();
    }

    /** The process is gone: each write that is under way reaches the disk or not. */
    void die() {
        for (Write each : List.copyOf(underWay)) {
            if (luck.percent(each.tag() + " survives", 50)) {
                append(each);
                seen.add("write stored although the process died");
            }
        }
        underWay.clear();
    }
}
