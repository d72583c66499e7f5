package dev.giveback.torture.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against sums of ranks that were worked out by hand. */
final class RanksTest {
    @Test
    void theDeviationIsThatOfTheRankSum() {
        // In order 11 12 16 17 19 20 22 24 29: ranks 5, 7, 3, 9, 8, in sum 32; 25 is expected.
        assertThat(Ranks.deviations(new long[] {19, 22, 16, 29, 24}, new long[] {20, 11, 17, 12}))
                .isCloseTo((32 - 25) / Math.sqrt(5 * 4 * 10 / 12.0), within(1e-9));
    }

    @Test
    void equalOnesShareTheirRank() {
        // All ranks are 2.5, and nothing deviates.
        assertThat(Ranks.deviations(new long[] {7, 7}, new long[] {7, 7})).isZero();
        // 1, 2.5 and 2.5, 4: 3.5 against 5; variance 2*2/12*(5-6/12).
        assertThat(Ranks.deviations(new long[] {1, 2}, new long[] {2, 3}))
                .isCloseTo((3.5 - 5) / Math.sqrt(4 / 12.0 * (5 - 6 / 12.0)), within(1e-9));
    }

    @Test
    void theMiddleHalfLeavesTheEndsOut() {
        assertThat(Ranks.middleHalf(new long[] {1, 2, 3, 4, 5, 6, 7, 1_000_000}))
                .isEqualTo(4);
    }

    @Test
    void guessesAreNeverTheCodeThatWasSeen() {
        Guesser guesser = new Guesser(1, "GIFT-####-#####", List.of("GIFT-0000-00000"));
        for (int guess = 0; guess < 10_000; guess++) {
            assertThat(List.of(guesser.sameBeginning(), guesser.nearMiss()))
                    .doesNotContain("GIFT-0000-00000")
                    .allMatch(code -> code.matches("GIFT-[0-9A-Z]{4}-[0-9A-Z]{5}"));
        }
    }
}
