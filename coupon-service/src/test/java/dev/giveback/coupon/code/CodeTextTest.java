package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of typing a code gives one text; what cannot be a code is refused with its place. */
final class CodeTextTest {
    /** Unicode's property Dash, of PropList.txt, up to U+FFFF. */
    private static final int[] DASHES = {
        0x2D, 0x58A, 0x5BE, 0x1400, 0x1806, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2053, 0x207B, 0x208B,
        0x2212, 0x2E17, 0x2E1A, 0x2E3A, 0x2E3B, 0x2E40, 0x301C, 0x3030, 0x30A0, 0xFE31, 0xFE32, 0xFE58, 0xFE63, 0xFF0D
    };

    /** Unicode's property White_Space, then what is invisible. */
    private static final int[] SPACES = {
        0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
        0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xAD, 0x200B, 0x200D, 0x200E, 0x2060,
        0xFEFF
    };

    @ParameterizedTest
    @CsvSource({
        "SUMMER10, SUMMER10",
        "' summer 10 ', SUMMER10",
        "sum-mer–10, SUMMER10",
        "SUMMERIO, SUMMER10",
        "summerlo, SUMMER10",
        "OLIVIA, 011V1A",
        "oil, 011",
        "U2, U2",
    })
    void aTypedCodeIsReadAsItIsCompared(String typed, String normal) {
        assertThat(CodeText.normalise(typed)).isEqualTo(new CodeText(normal));
    }

    @Test
    void aStoredPublicCodeAndATypedOneMeet() {
        assertThat(CodeText.normalise("Olivia's".replace("'", ""))).isEqualTo(CodeText.normalise("0L1 V I A-S"));
    }

    @Test
    void everyDashAndSpaceIsDropped() {
        IntStream.concat(IntStream.of(DASHES), IntStream.of(SPACES))
                .forEach(codePoint -> assertThat(CodeText.normalise("A" + Character.toString(codePoint) + "B"))
                        .as("U+%04X", codePoint)
                        .isEqualTo(new CodeText("AB")));
    }

    @Test
    void aTurkishMachineReadsTheSameCode() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(CodeText.normalise("gift")).isEqualTo(new CodeText("G1FT"));
            assertThat(CodeText.normalise("gıft")).isEqualTo(new CodeText("G1FT"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GIFT_1, 4, U+005F",
        "' ä', 1, U+00E4",
        "A—😀, 2, U+1F600",
        "ЅUMMER, 0, U+0405",
        "１, 0, U+FF11",
        "ß, 0, U+00DF"
    })
    void anotherCharacterIsRefusedWithItsPlace(String typed, int position, String named) {
        assertThat(CodeText.normalise(typed)).isInstanceOfSatisfying(CodeRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(CodeReason.BAD_CHARACTER);
            assertThat(refusal.position()).isEqualTo(position);
            assertThat(refusal.detail()).startsWith(named);
        });
    }

    @Test
    void halfACharacterIsRefused() {
        assertThat(CodeText.normalise("A\uD83D"))
                .isInstanceOfSatisfying(
                        CodeRefusal.class,
                        refusal -> assertThat(refusal.position()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "—-\t\u200B"})
    void nothingIsRefused(String typed) {
        assertThat(reason(typed)).isEqualTo(CodeReason.EMPTY);
    }

    @Test
    void lengthsHaveLimits() {
        assertThat(CodeText.normalise("A".repeat(64))).isInstanceOf(CodeText.class);
        assertThat(CodeText.normalise("A-".repeat(64))).isInstanceOf(CodeText.class);
        assertThat(reason("A".repeat(65))).isEqualTo(CodeReason.TOO_LONG);
        assertThat(reason("-".repeat(257))).isEqualTo(CodeReason.TOO_LONG);
        assertThat(reason("-".repeat(256))).isEqualTo(CodeReason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "O", "A-B", "L", "Ä"})
    void aTextThatIsNotNormalIsNoCodeText(String text) {
        assertThatThrownBy(() -> new CodeText(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNormalStaysAsItIs() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder typed = new StringBuilder();
            random.ints(1 + random.nextInt(20), 0x20, random.nextBoolean() ? 0x80 : 0x3100)
                    .forEach(typed::appendCodePoint);
            if (CodeText.normalise(typed.toString()) instanceof CodeText once) {
                assertThat(CodeText.normalise(once.value())).isEqualTo(once);
            }
        }
    }

    @Test
    void everyRenderingOfACodeIsThatCode() {
        Random random = new Random(12);
        CodeBatch codes = Codes.ofMillions().codes(0, 20_000);
        while (codes.hasNext()) {
            String code = codes.next();
            assertThat(CodeText.normalise(noisy(random, code))).isEqualTo(CodeText.normalise(code));
        }
    }

    @Test
    void thePlaceOfACharacterIsFoundInWhatWasTyped() {
        assertThat(CodeText.typedPosition(" a-b\u00ADc", 0)).isEqualTo(1);
        assertThat(CodeText.typedPosition(" a-b\u00ADc", 2)).isEqualTo(5);
    }

    private static String noisy(Random random, String code) {
        StringBuilder typed = new StringBuilder();
        code.chars().filter(character -> character != '-').forEach(character -> {
            typed.append(" ".repeat(random.nextInt(2)));
            if (random.nextInt(4) == 0) {
                typed.appendCodePoint(DASHES[random.nextInt(DASHES.length)]);
            }
            if (random.nextInt(4) == 0) {
                typed.appendCodePoint(SPACES[random.nextInt(SPACES.length)]);
            }
            typed.append(lookAlike(random, (char) character));
        });
        return typed.append(" ".repeat(random.nextInt(3))).toString();
    }

    private static char lookAlike(Random random, char character) {
        String same = switch (character) {
            case '0' -> "0Oo";
            case '1', 'I' -> "1IiLl";
            default -> "" + character + Character.toLowerCase(character);
        };
        return same.charAt(random.nextInt(same.length()));
    }

    private static CodeReason reason(String typed) {
        return ((CodeRefusal) CodeText.normalise(typed)).reason();
    }
}
