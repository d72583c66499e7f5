package dev.giveback.torture.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a story is told under.
 *
 * @param start by the wall clock
 * @param plant the fault that is planted
 * @param failPercent of writes that fail, or whose answer or snapshot is lost
 * @param crashPercent of writes at which the process dies
 * @param lossPercent of calls and answers that are lost
 * @param armed index of the step after which one write goes wrong in a chosen way; null for none
 */
record Setting(
        Instant start,
        Plant plant,
        int failPercent,
        int crashPercent,
        int lossPercent,
        @Nullable Armed armed) {
    private static final Instant SPRING = Instant.parse("2026-03-02T12:00:00Z");

    /**
     * One thing that goes wrong.
     *
     * @param step after which
     * @param point what
     * @param write how many writes later, counted from 1
     */
    record Armed(int step, Point point, int write) {}

    static Setting rough() {
        return new Setting(SPRING, Plant.NONE, 6, 2, 2, null);
    }

    static Setting quiet(Armed armed) {
        return new Setting(SPRING, Plant.NONE, 0, 0, 0, armed);
    }

    Setting with(Plant other) {
        return new Setting(start, other, failPercent, crashPercent, lossPercent, armed);
    }

    Setting from(Instant other) {
        return new Setting(other, plant, failPercent, crashPercent, lossPercent, armed);
    }
}
