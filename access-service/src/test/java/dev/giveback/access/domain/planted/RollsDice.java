package dev.giveback.access.domain.planted;

import java.security.SecureRandom;
import java.util.Random;

/** Planted violations: what is random is given from outside. */
public final class RollsDice {
    private RollsDice() {}

    /** By a generator that can be repeated. */
    public static final class OfAGame {
        private OfAGame() {}

        /** The violation itself. */
        public static int roll(Random random) {
            return random.nextInt();
        }
    }

    /** By one for secrets. */
    public static final class OfABank {
        private OfABank() {}

        /** The violation itself. */
        public static int roll(SecureRandom random) {
            return random.nextInt();
        }
    }
}
