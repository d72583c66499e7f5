package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes and serial numbers, there and back; what is not a code is refused for the first reason that applies. */
final class CodeBookTest {
    private static final int ISSUED = 1000;

    private final CodeBook book = Codes.ofMillions();

    /** The codes stand in printed leaflets, so no later build may compute others; another program computed them. */
    @Test
    void keptCodesAreComputedAndReadForEver() throws IOException {
        List<String> lines = fixture();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            CodeKey key = new CodeKey(HexFormat.of().parseHex(fields[0]));
            CodeBook kept = new CodeBook(new CodeFormat(fields[1], Integer.parseInt(fields[2])), key);
            int serial = Integer.parseInt(fields[3]);

            assertThat(kept.code(serial)).as(line).isEqualTo(fields[4]);
            assertThat(kept.check(fields[4], kept.format().capacity())).as(line).isEqualTo(new CodeSerial(serial));
        }
        assertThat(lines).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13, 16, 23, 24})
    void everyCodeLeadsBackToItsSerialNumber(int characters) {
        int capacity = (int) Math.min(Codes.MILLIONS, 1L << Math.min(40, 5 * characters - 35));
        CodeBook codes = Codes.book("#".repeat(characters), capacity);
        for (int step = 0; step < 1000; step++) {
            int serial = (int) ((long) capacity * step / 1000);
            assertThat(codes.check(codes.code(serial), capacity)).isEqualTo(new CodeSerial(serial));
        }
    }

    /** A million codes fill the space of four characters, so a duplicate would leave one out. */
    @Test
    void thereAreNoDuplicates() {
        CodeBook full = Codes.book("####", 1 << 20);
        BitSet codes = new BitSet();
        BitSet serials = new BitSet();
        full.codes(0, 1 << 20).forEachRemaining(code -> {
            codes.set(bits(code));
            serials.set(((CodeSerial) full.check(code, 1 << 20)).value());
        });

        assertThat(codes.cardinality()).isEqualTo(1 << 20);
        assertThat(serials.cardinality()).isEqualTo(1 << 20);
    }

    @Test
    void anotherKeyGivesOtherCodes() {
        CodeBook other = new CodeBook(book.format(), Codes.key(2));

        assertThat(IntStream.range(0, ISSUED).filter(serial -> book.code(serial).equals(other.code(serial))))
                .isEmpty();
        assertThat(IntStream.range(0, ISSUED).mapToObj(book::code).map(code -> other.check(code, ISSUED)))
                .allSatisfy(check -> assertThat(check)
                        .isInstanceOfSatisfying(
                                CodeRefusal.class,
                                refusal -> assertThat(refusal.reason()).isEqualTo(CodeReason.UNKNOWN)));
    }

    @Test
    void aCodeIsAcceptedHoweverItIsTyped() {
        String code = book.code(7);

        assertThat(book.check("  " + code.toLowerCase(Locale.ROOT).replace("-", " – "), ISSUED))
                .isEqualTo(new CodeSerial(7));
        assertThat(book.check(code.replace("GIFT", "G1FT").replace('0', 'O').replace('1', 'l'), ISSUED))
                .isEqualTo(new CodeSerial(7));
    }

    /** One row a reason, each also breaking what comes later in the order where it can. */
    @ParameterizedTest
    @CsvSource({
        "' - ', EMPTY, -1",
        "'BOFT-U!', BAD_CHARACTER, 6",
        "'BOFT-UUUU', WRONG_LENGTH, -1",
        "'BOFT-UUUU-0000-0000', WRONG_PREFIX, -1",
        "'GIFT-0000-0U0U-0000', NOT_IN_ALPHABET, 11",
        "'GIFT-0000-0000-0000', UNKNOWN, -1",
    })
    void aTextThatIsNoCodeIsRefusedForTheFirstReason(String typed, CodeReason reason, int position) {
        assertThat(book.check(typed, ISSUED, CodeUses.NONE)).isInstanceOfSatisfying(CodeRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.position()).isEqualTo(position);
        });
    }

    @Test
    void aTextThatIsTooLongIsNotEvenRead() {
        assertThat(book.check("!".repeat(CodeText.MAX_TYPED_LENGTH + 1), ISSUED))
                .isInstanceOfSatisfying(
                        CodeRefusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(CodeReason.TOO_LONG));
    }

    @Test
    void aCodeThatMayNotBeUsedIsRefusedForTheFirstReason() {
        CodeUses uses = CodeUses.NONE.use(1, 2, ISSUED).revoke(2, 3).revoke(ISSUED, ISSUED);

        assertThat(reason(ISSUED, uses)).isEqualTo(CodeReason.NOT_ISSUED);
        assertThat(reason(2, uses)).isEqualTo(CodeReason.REVOKED);
        assertThat(reason(3, uses)).isEqualTo(CodeReason.REVOKED);
        assertThat(reason(1, uses)).isEqualTo(CodeReason.ALREADY_USED);
        assertThat(book.check(book.code(4), ISSUED, uses)).isEqualTo(new CodeSerial(4));
    }

    @Test
    void reasonsStandInTheOrderOfPrecedence() {
        assertThat(CodeReason.values())
                .containsExactly(
                        CodeReason.EMPTY,
                        CodeReason.TOO_LONG,
                        CodeReason.BAD_CHARACTER,
                        CodeReason.WRONG_LENGTH,
                        CodeReason.WRONG_PREFIX,
                        CodeReason.NOT_IN_ALPHABET,
                        CodeReason.UNKNOWN,
                        CodeReason.NOT_ISSUED,
                        CodeReason.REVOKED,
                        CodeReason.ALREADY_USED);
    }

    @Test
    void fixedCharactersTellCampaignsApart() {
        CodeText code = (CodeText) CodeText.normalise(book.code(0));

        assertThat(book.fits(code)).isTrue();
        assertThat(Codes.book("LOVE-####-####-####", 1).fits(code)).isFalse();
        assertThat(Codes.book("GIFT-####-####-###", 1).fits(code)).isFalse();
    }

    @Test
    void fixedCharactersMayBeLookAlikes() {
        CodeBook codes = Codes.book("Oil-####-####-L", 32);

        assertThat(codes.code(3)).startsWith("Oil-").endsWith("-L");
        assertThat(codes.check(codes.code(3).replace("Oil", "011"), 32)).isEqualTo(new CodeSerial(3));
    }

    @Test
    void aSerialNumberBeyondTheCapacityHasNoCode() {
        assertThatThrownBy(() -> book.code(Codes.MILLIONS)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> book.code(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> book.check("X", Codes.MILLIONS + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsWholeAndKeepsItsSecret() {
        assertThatThrownBy(() -> new CodeKey(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThat(new CodeKey(new byte[32])).hasToString("CodeKey[secret]");
    }

    private static int bits(String code) {
        return code.chars().reduce(0, (bits, character) -> bits * 32 + CodeCharacters.value((char) character));
    }

    private CodeReason reason(int serial, CodeUses uses) {
        return ((CodeRefusal) book.check(book.code(serial), ISSUED, uses)).reason();
    }

    private static List<String> fixture() throws IOException {
        try (InputStream stream = CodeBookTest.class.getResourceAsStream("/fixtures/code/v1/codes.csv")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }
}
