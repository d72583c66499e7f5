package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tally and the names against maps. */
final class TallyTest {
    @Test
    void itSumsAndRanksLikeAMap() {
        Tally tally = new Tally();
        Random random = new Random(21);
        for (int round = 0; round < 200; round++) {
            tally.clear();
            Map<Integer, Double> expected = new HashMap<>();
            for (int i = 0; i < random.nextInt(2000); i++) {
                int number = random.nextInt(1 + random.nextInt(100_000));
                double more = 1 + random.nextInt(3);
                tally.add(number, more);
                expected.merge(number, more, Double::sum);
            }
            assertThat(tally.size()).isEqualTo(expected.size());
            expected.forEach((number, sum) -> assertThat(tally.get(number)).isEqualTo(sum));
            assertThat(tally.get(1_000_000)).isZero();
            int wanted = tally.rank(50);
            List<Integer> best = IntStream.range(0, wanted)
                    .map(tally::best)
                    .map(tally::number)
                    .boxed()
                    .toList();
            assertThat(best)
                    .isEqualTo(expected.entrySet().stream()
                            .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .limit(50)
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    @Test
    void namesAreFoundUntilTheyAreRemoved() {
        Names names = new Names();
        Map<String, Integer> expected = new HashMap<>();
        Random random = new Random(22);
        for (int i = 0; i < 20_000; i++) {
            String name = "name-" + random.nextInt(500);
            if (random.nextInt(3) == 0) {
                Integer number = expected.remove(name);
                assertThat(names.find(name)).isEqualTo(number == null ? Names.ABSENT : number);
                if (number != null) {
                    names.remove(number);
                }
            } else {
                int number = names.add(name);
                assertThat(expected.merge(name, number, (first, again) -> first))
                        .isEqualTo(number);
                assertThat(names.name(number)).isEqualTo(name);
            }
        }
        assertThat(names.inOrder()).hasSize(expected.size());
    }
}
