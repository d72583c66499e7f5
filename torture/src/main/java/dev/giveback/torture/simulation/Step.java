package dev.giveback.torture.simulation;

import java.util.Locale;

/**
 * One step of a story.
 *
 * @param index by which its requests and its luck are named, so that leaving out other steps changes neither
 * @param who number of the customer
 * @param other number of another customer, or of what is meant of several
 * @param amount of points, say
 * @param gap milliseconds that pass before it
 * @param copies how many times it is sent at once
 */
record Step(int index, Kind kind, int who, int other, long amount, long gap, int copies) {
    /** What happens. */
    enum Kind {
        ADJUST,
        TAKE,
        REDEEM,
        HOLD,
        CAPTURE,
        RELEASE,
        CHECKOUT,
        TRANSFER,
        MERGE,
        CLAIM,
        CLAIM_FOR_CHECKOUT,
        REWARD,
        REPEAT,
        OTHER_CONTENT,
        OTHER_METHOD,
        OTHER_CUSTOMER,
        SWEEP,
        FEED,
        TICK,
        RESUME,
        PASSIVATE,
        CRASH,
        WAIT,
        JUMP_MONTH,
        JUMP_BACK,
        RUN_FAST,
        RUN_NORMAL
    }

    @Override
    public String toString() {
        return index + ": +" + gap + " ms, "
                + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " c" + who + ", " + other + ", " + amount
                + (copies > 1 ? ", " + copies + " times at once" : "");
    }
}
