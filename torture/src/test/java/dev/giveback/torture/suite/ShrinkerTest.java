package dev.giveback.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shrinking, with an oracle that knows which steps matter. */
final class ShrinkerTest {
    private static final List<Integer> STEPS = IntStream.range(0, 200).boxed().toList();

    @Test
    void onlyTheStepsThatMatterAreLeft() {
        assertThat(Shrinker.shrunk(STEPS, steps -> steps.containsAll(List.of(3, 77, 199))))
                .containsExactly(3, 77, 199);
    }

    @Test
    void oneStepIsLeftOfAListThatAlwaysFailsAndNothingOfOneThatFailsEmpty() {
        assertThat(Shrinker.shrunk(STEPS, steps -> !steps.isEmpty())).hasSize(1);
        assertThat(Shrinker.shrunk(STEPS, steps -> true)).isEmpty();
    }

    @Test
    void whatIsLeftFailsNoMoreWithoutAnyOfItsSteps() {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            int divisor = 2 + random.nextInt(20);
            int least = 1 + random.nextInt(9);
            List<Integer> left = Shrinker.shrunk(
                    STEPS,
                    steps -> steps.stream().filter(step -> step % divisor == 0).count() >= least);
            assertThat(left).hasSize(least).allMatch(step -> step % divisor == 0);
        }
    }
}
