package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random stories of several customers who send points to each other and are merged, told to the domain and to a naive purse of points each. Every
 * step may be the last before a crash, may be taken by several at once, late, or twice; in the end no point is lost and none doubled.
 */
final class SagaModelTest {
    private static final int SEEDS = Integer.getInteger("giveback.model.saga-seeds", 300);
    private static final long FIRST_SEED = Long.getLong("giveback.model.first-seed", 1);

    @Test
    void noPointIsLostAndNoneDoubledWhateverStepIsTheLastBeforeACrash() {
        Map<String, Long> seen = new TreeMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            SagaStory story = new SagaStory(seed);
            try {
                story.tell(300);
            } catch (AssertionError | RuntimeException difference) {
                throw new AssertionError(
                        "seed " + seed + " (repeat with -Dgiveback.model.first-seed=" + seed + ")", difference);
            }
            story.seen().forEach((kind, times) -> seen.merge(kind, times, Long::sum));
        }
        assertThat(seen)
                .containsKeys(
                        "sent",
                        "received",
                        "declined",
                        "settled",
                        "returned",
                        "again",
                        "crash",
                        "late",
                        "merging",
                        "absorbed",
                        "merge declined",
                        "merged",
                        "reverted",
                        "merge late",
                        "received by none");
    }
}
