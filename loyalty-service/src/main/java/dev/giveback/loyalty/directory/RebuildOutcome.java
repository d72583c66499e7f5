package dev.giveback.loyalty.directory;

import dev.giveback.platform.feed.FeedOffset;
import java.time.Duration;

/**
 * What came of a rebuild.
 *
 * @param events read from the journal
 * @param switched whether the live tables were put right; false when only compared
 * @param place up to which both were compared
 * @param standstill how long the projection had to wait
 */
public record RebuildOutcome(
        long events,
        TableDifference customers,
        TableDifference programs,
        TableDifference sagas,
        boolean switched,
        FeedOffset place,
        Duration standstill) {
    /** Whether live and rebuilt were the same. */
    public boolean isSame() {
        return customers.isNone() && programs.isNone() && sagas.isNone();
    }
}
