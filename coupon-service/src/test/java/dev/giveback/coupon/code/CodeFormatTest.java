package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A format that could be guessed, or could not be written, is refused when a campaign is created. */
final class CodeFormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, ####, CAPACITY_OUT_OF_RANGE, 1",
        "100000001, ####, CAPACITY_OUT_OF_RANGE, 100000000",
        "1, '', PATTERN_LENGTH, 1",
        "1, GIFT_####, BAD_CHARACTER, 4",
        "1, GÏFT-####, BAD_CHARACTER, 1",
        "1, -GIFT-####, MISPLACED_SEPARATOR, 0",
        "1, GIFT-####-, MISPLACED_SEPARATOR, 9",
        "1, GIFT- ####, MISPLACED_SEPARATOR, 5",
        "1, #########################, TOO_MANY_CODE_CHARACTERS, 24",
        "1, SUMMER10, GUESSABLE, 7",
        "1, ######, GUESSABLE, 7",
        "33, GIFT-####-####, GUESSABLE, 9",
        "10000000, GIFT-####-####-###, GUESSABLE, 12",
    })
    void aBadFormatIsRefused(int capacity, String pattern, FormatReason reason, int required) {
        assertThat(CodeFormat.create(pattern, capacity)).isInstanceOfSatisfying(FormatRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.required()).isEqualTo(required);
            assertThat(refusal.detail()).contains("expected: ");
        });
    }

    @Test
    void aPatternOfMoreThanSixtyFourCharactersIsRefused() {
        assertThat(CodeFormat.create("A".repeat(65), 1))
                .isInstanceOfSatisfying(
                        FormatRefusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(FormatReason.PATTERN_LENGTH));
    }

    @Test
    void theRefusalNamesTheProbabilityAndTheCharactersThatWouldDo() {
        FormatRefusal refusal = (FormatRefusal) CodeFormat.create("GIFT-####-####", 10_000_000);

        assertThat(refusal.detail())
                .isEqualTo("8 characters # for 10000000 codes: a guess succeeds with probability 2^-16.7"
                        + " (expected: at least 12, for at most 2^-35)");
    }

    @ParameterizedTest
    @CsvSource({
        "1, #######, -35",
        "32, GIFT-####-####, -35",
        "33554432, ####-####-####, -35",
        "10000000, GIFT-####-####-####, -36.75",
        "100000000, #############, -38.42",
    })
    void aGoodFormatTellsItsBound(int capacity, String pattern, double log2) {
        assertThat(CodeFormat.create(pattern, capacity))
                .isInstanceOfSatisfying(
                        CodeFormat.class,
                        format -> assertThat(format.guessLog2()).isCloseTo(log2, within(0.01)));
    }

    /** The oracle is the inequality itself, in whole numbers. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                2,
                3,
                31,
                32,
                33,
                1023,
                1024,
                1025,
                32768,
                32769,
                1 << 20,
                (1 << 20) + 1,
                33554432,
                33554433,
                100000000
            })
    void theCharactersRequiredAreTheFewestThatKeepTheBound(int capacity) {
        int required = CodeFormat.requiredCharacters(capacity);

        assertThat(keepsTheBound(capacity, required)).isTrue();
        assertThat(keepsTheBound(capacity, required - 1)).isFalse();
        assertThat(CodeFormat.create("#".repeat(required), capacity)).isInstanceOf(CodeFormat.class);
        assertThat(CodeFormat.create("#".repeat(required - 1), capacity)).isInstanceOf(FormatRefusal.class);
    }

    @Test
    void aFormatThatIsReadBackNeedsRoomForItsCodesOnly() {
        assertThat(new CodeFormat("##", 1024).guessLog2()).isZero();
        assertThatThrownBy(() -> new CodeFormat("##", 1025)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CodeFormat("#", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CodeFormat("##_", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean keepsTheBound(int capacity, int characters) {
        BigInteger space = BigInteger.TWO.pow(5 * characters);
        return BigInteger.valueOf(capacity).shiftLeft(35).compareTo(space) <= 0;
    }
}
