package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;

/**
 * How one webhook fares on this node: how many calls are under way, and how many have failed in a row. When too many have, one at a time is made, with
 * growing pauses, until one goes well.
 */
final class HookLane {
    private final long version;
    private final long stateMillis;
    private final int parallel;
    private int underWay;
    private int failures;
    private long restMillis;

    /** With so many calls at once. */
    HookLane(Hook hook, int parallel) {
        version = hook.version();
        stateMillis = hook.stateMillis();
        this.parallel = parallel;
    }

    /** Whether it is of this definition and state: when somebody has changed either, nothing is held against it. */
    boolean isOf(Hook hook) {
        return version == hook.version() && stateMillis == hook.stateMillis();
    }

    /** How many calls may begin now. */
    synchronized int free(long nowMillis) {
        if (nowMillis < restMillis) {
            return 0;
        }
        return failures >= DeliverySettings.PATIENCE ? Math.max(0, 1 - underWay) : parallel - underWay;
    }

    synchronized void begin(int calls) {
        underWay += calls;
    }

    synchronized void end() {
        underWay--;
    }

    synchronized void well() {
        failures = 0;
        restMillis = 0;
    }

    /** One more failed; returns how many have in a row. */
    synchronized int failed() {
        failures++;
        return failures;
    }

    /** Makes no call before then. */
    synchronized void restUntil(long millis) {
        restMillis = Math.max(restMillis, millis);
    }
}
