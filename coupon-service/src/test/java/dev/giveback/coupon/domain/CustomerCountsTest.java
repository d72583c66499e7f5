package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class CustomerCountsTest {
    @Test
    void itCountsAsAnOrdinaryMapDoes() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Map<Long, Integer> expected = new HashMap<>();
        CustomerCounts counts = CustomerCounts.NONE;
        for (int i = 0; i < 50_000; i++) {
            // Some numbers share their highest bits, so that branches are split far down.
            long number = random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(3_000) * 0x9E3779B97F4A7C15L;
            int places = random.nextInt(3) == 0 && expected.getOrDefault(number, 0) > 0 ? -1 : 1;
            counts = counts.plus(number, places);
            if (expected.merge(number, places, Integer::sum) == 0) {
                expected.remove(number);
            }
        }
        CustomerCounts result = counts;

        assertThat(counts.size()).isEqualTo(expected.size());
        expected.forEach((number, places) -> assertThat(result.count(number)).isEqualTo(places));
        assertThat(counts.count(123_456_789)).isZero();
    }

    @Test
    void theOrderFollowsFromTheNumbersAndNotFromTheHistory() {
        CustomerCounts forwards = CustomerCounts.NONE;
        CustomerCounts backwards = CustomerCounts.NONE;
        for (int i = 0; i < 500; i++) {
            forwards = forwards.plus(i * 0x9E3779B97F4A7C15L, 1);
            backwards = backwards.plus((499 - i) * 0x9E3779B97F4A7C15L, 1);
        }
        for (int i = 10; i < 500; i++) {
            backwards = backwards.plus(i * 0x9E3779B97F4A7C15L, -1);
        }
        CustomerCounts ten = CustomerCounts.NONE;
        for (int i = 0; i < 10; i++) {
            ten = ten.plus(i * 0x9E3779B97F4A7C15L, 1);
        }
        assertThat(numbers(backwards)).isEqualTo(numbers(ten));
        assertThat(backwards).isEqualTo(ten).hasSameHashCodeAs(ten).isNotEqualTo(forwards);
        assertThat(numbers(forwards)).isSortedAccordingTo(Long::compareUnsigned);
    }

    private static List<Long> numbers(CustomerCounts counts) {
        List<Long> numbers = new ArrayList<>();
        counts.forEach((count, number) -> numbers.add(number));
        return numbers;
    }

    @Test
    void placesBelowZeroAreAMistakeOfTheProgram() {
        assertThatThrownBy(() -> CustomerCounts.NONE.plus(1, -1)).isInstanceOf(IllegalStateException.class);
    }
}
