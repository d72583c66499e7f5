package dev.giveback.access.actor;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Moments as they are recorded. */
final class Moments {
    private Moments() {}

    /** Now, to the millisecond, so that what is replayed equals what was decided. */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
