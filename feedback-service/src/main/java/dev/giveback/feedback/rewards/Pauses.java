package dev.giveback.feedback.rewards;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long what failed rests: a second, then twice as long each time, ten minutes at most. After a restart it begins anew. */
final class Pauses {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final int MOST_DOUBLINGS = 10;
    private static final int MOST_KEPT = 10_000;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** After one more failure of this. */
    long millis(String key) {
        if (failures.size() >= MOST_KEPT) {
            failures.clear();
        }
        int doublings = Math.min(failures.merge(key, 1, Integer::sum) - 1, MOST_DOUBLINGS);
        return Math.min(FIRST_MILLIS << doublings, LONGEST_MILLIS);
    }

    /** This goes well again. */
    void end(String key) {
        failures.remove(key);
    }
}
