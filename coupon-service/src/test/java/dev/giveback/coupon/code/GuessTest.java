package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who guesses, or changes a code that he has, finds nothing. */
final class GuessTest {
    private static final int GUESSES = 1_000_000;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void aMillionGuessesFindNoneOfTenMillionCodes() {
        assertThat(found("GIFT-####-####-####", 10_000_000)).isZero();
    }

    /** The control: were the codes too short, the same guesses would find the share that the bound says. */
    @Test
    void aMillionGuessesFindCodesThatAreTooShort() {
        CodeFormat weak = new CodeFormat("GIFT-#######", 1 << 25);
        double expected = GUESSES * Math.pow(2, weak.guessLog2());

        assertThat(weak.guessLog2()).isEqualTo(-10);
        assertThat(CodeFormat.create(weak.pattern(), weak.capacity())).isInstanceOf(FormatRefusal.class);
        // Within five standard deviations of a binomial distribution.
        assertThat((double) found(weak.pattern(), weak.capacity()))
                .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }

    @Test
    void aCodeWithOneWrongCharacterOrTwoSwappedIsNoCode() {
        CodeBook book = Codes.ofMillions();
        for (int serial = 0; serial < 300; serial++) {
            String code = book.code(serial);
            for (int at = "GIFT-".length(); at < code.length(); at++) {
                tryOthersAt(book, code, at);
                trySwapped(book, code, at);
            }
        }
    }

    private static int found(String pattern, int capacity) {
        CodeBook book = Codes.book(pattern, capacity);
        Random random = new Random(21);
        int found = 0;
        for (int guess = 0; guess < GUESSES; guess++) {
            found += book.check(Codes.guess(random, pattern), capacity) instanceof CodeSerial ? 1 : 0;
        }
        return found;
    }

    private static void tryOthersAt(CodeBook book, String code, int at) {
        for (int other = 0; code.charAt(at) != '-' && other < ALPHABET.length(); other++) {
            StringBuilder changed = new StringBuilder(code);
            changed.setCharAt(at, ALPHABET.charAt(other));
            assertUnknown(book, code, changed.toString());
        }
    }

    private static void trySwapped(CodeBook book, String code, int at) {
        if (at + 1 < code.length() && code.charAt(at) != '-' && code.charAt(at + 1) != '-') {
            StringBuilder swapped = new StringBuilder(code);
            swapped.setCharAt(at, code.charAt(at + 1));
            swapped.setCharAt(at + 1, code.charAt(at));
            assertUnknown(book, code, swapped.toString());
        }
    }

    private static void assertUnknown(CodeBook book, String code, String changed) {
        if (!changed.equals(code)) {
            CodeCheck check = book.check(changed, Codes.MILLIONS);
            assertThat(check instanceof CodeRefusal refusal && refusal.reason() == CodeReason.UNKNOWN)
                    .as(changed)
                    .isTrue();
        }
    }
}
