package dev.giveback.access.domain.planted;

import java.time.Instant;
import java.util.function.Supplier;

/** Planted violations: the rules are told what time it is. */
public final class ReadsTheClock {
    private ReadsTheClock() {}

    /** By a call. */
    public static final class ByACall {
        private ByACall() {}

        /** The violation itself. */
        public static long millis() {
            return System.currentTimeMillis();
        }
    }

    /** By a reference to the method. */
    public static final class ByAReference {
        private ByAReference() {}

        /** The violation itself. */
        public static Supplier<Instant> clock() {
            return Instant::now;
        }
    }
}
