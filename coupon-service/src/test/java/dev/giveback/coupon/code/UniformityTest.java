package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of consecutive serial numbers look like random ones. Keys are fixed, so a test passes always or never. */
final class UniformityTest {
    private static final int CODES = 100_000;
    private static final int SYMBOLS = 32;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Above it a chi-square of 31 degrees of freedom is, by chance, in one of a million cases. */
    private static final double LIMIT = 83;

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 12, 13, 24})
    void everyCharacterIsAsFrequentAtEveryPlace(int characters) {
        String[] codes = codes(Codes.book("#".repeat(characters), CODES)::code);

        for (int place = 0; place < characters; place++) {
            assertThat(chiSquare(codes, place)).as("place %d", place).isLessThan(LIMIT);
        }
    }

    @Test
    void consecutiveCodesAreNotSimilar() {
        String[] codes = codes(Codes.book("############", CODES)::code);
        double expected = CODES * 12.0 / SYMBOLS;

        assertThat((double) equalPlaces(codes))
                .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }

    @Test
    void neighbouringCharactersOfACodeAreIndependent() {
        String[] codes = codes(Codes.book("############", CODES)::code);
        int[] pairs = new int[SYMBOLS * SYMBOLS];
        for (int serial = 0; serial < CODES; serial++) {
            String code = codes[serial];
            for (int place = 0; place + 1 < code.length(); place++) {
                pairs[value(code, place) * SYMBOLS + value(code, place + 1)]++;
            }
        }
        // 1,023 degrees of freedom: mean 1,023, standard deviation 45.
        assertThat(chiSquare(pairs)).isBetween(1023 - 5 * 45.0, 1023 + 5 * 45.0);
    }

    /** The control: numbers that are only written in base 32 fail all of it. */
    @Test
    void codesThatAreNotPermutedAreFound() {
        String[] counted = codes(serial -> {
            StringBuilder code = new StringBuilder();
            for (int shift = 55; shift >= 0; shift -= 5) {
                code.append(ALPHABET.charAt((int) ((long) serial >>> shift) & 31));
            }
            return code.toString();
        });

        assertThat(chiSquare(counted, 0)).isGreaterThan(LIMIT);
        assertThat((double) equalPlaces(counted)).isGreaterThan(CODES * 10.9);
    }

    private static String[] codes(IntFunction<String> code) {
        return IntStream.range(0, CODES).mapToObj(code).toArray(String[]::new);
    }

    private static long equalPlaces(String[] codes) {
        long equal = 0;
        for (int serial = 0; serial < CODES - 1; serial++) {
            String one = codes[serial];
            String next = codes[serial + 1];
            for (int place = 0; place < one.length(); place++) {
                equal += one.charAt(place) == next.charAt(place) ? 1 : 0;
            }
        }
        return equal;
    }

    private static double chiSquare(String[] codes, int place) {
        int[] counts = new int[SYMBOLS];
        for (int serial = 0; serial < CODES; serial++) {
            counts[value(codes[serial], place)]++;
        }
        return chiSquare(counts);
    }

    private static double chiSquare(int[] counts) {
        double expected = Arrays.stream(counts).sum() / (double) counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static int value(String code, int place) {
        return CodeCharacters.value(code.charAt(place));
    }
}
