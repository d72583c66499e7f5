package dev.giveback.coupon.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code is used once, stays revoked, and takes two bits. */
final class CodeUsesTest {
    private static final int FOUR_MEBIBYTES = 4 * 1024 * 1024;
    private static final String KEPT_USED = "3a300000020000000000010001000000180000001c000000010003000000";
    private static final String KEPT_REVOKED = "3b300100030000f5ff01009f8601000a00f5ff010000009f86";
    private static final byte[] NOTHING = CodeUses.NONE.usedBytes();

    @Test
    void aCodeIsUsedOnce() {
        CodeUses uses = CodeUses.NONE.use(5);

        assertThat(CodeUses.NONE.refusal(5)).isEmpty();
        assertThat(uses.refusal(5)).map(CodeRefusal::reason).contains(CodeReason.ALREADY_USED);
        assertThat(uses.refusal(4)).isEmpty();
        assertThatThrownBy(() -> uses.use(5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> uses.use(6, 6)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aUseCanBeGivenBackOnce() {
        CodeUses returned = CodeUses.NONE.use(5).release(5);

        assertThat(returned).isEqualTo(CodeUses.NONE).hasSameHashCodeAs(CodeUses.NONE);
        assertThat(returned.refusal(5)).isEmpty();
        assertThatThrownBy(() -> returned.release(5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRevokedCodeStaysRevokedWhateverBecomesOfItsUse() {
        CodeUses uses = CodeUses.NONE.use(5).revoke(4, 6);

        assertThat(uses.refusal(5)).map(CodeRefusal::reason).contains(CodeReason.REVOKED);
        assertThat(uses.release(5).refusal(5)).map(CodeRefusal::reason).contains(CodeReason.REVOKED);
        assertThat(List.of(uses.used(), uses.revoked(), uses.usedOrRevoked())).containsExactly(1, 3, 3);
        assertThat(List.of(uses.release(5).used(), uses.release(5).usedOrRevoked()))
                .containsExactly(0, 3);
    }

    @Test
    void numbersOutsideOfEveryCampaignAreErrors() {
        assertThatThrownBy(() -> CodeUses.NONE.use(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CodeUses.NONE.refusal(CodeFormat.MAX_CAPACITY))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CodeUses.NONE.revoke(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A story of random changes, told to a bit set of the JDK too; every state of it is kept and must not change. */
    @Test
    void usesAreWhatABitSetSays() {
        Random random = new Random(41);
        BitSet used = new BitSet();
        BitSet revoked = new BitSet();
        CodeUses uses = CodeUses.NONE;
        List<CodeUses> states = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (int step = 0; step < 3000; step++) {
            uses = change(random, uses, used, revoked);
            states.add(uses);
            counts.add(used.cardinality() * 31 + revoked.cardinality());
        }
        assertThat(states.stream().map(state -> state.used() * 31 + state.revoked()))
                .isEqualTo(counts);
        assertSame(uses, used, revoked);
        CodeUses readBack = CodeUses.of(uses.usedBytes(), uses.revokedBytes());
        assertThat(readBack).isEqualTo(uses).hasSameHashCodeAs(uses);
        assertSame(readBack, used, revoked);
        assertThat(readBack.usedBytes()).isEqualTo(uses.usedBytes());
    }

    /** The bytes are in every snapshot, so every later build must read and write them. */
    @Test
    void keptBytesAreReadForEver() {
        CodeUses uses = CodeUses.NONE.use(1, 3, 65_536).revoke(10, 99_999);

        assertThat(HexFormat.of().formatHex(uses.usedBytes())).isEqualTo(KEPT_USED);
        assertThat(HexFormat.of().formatHex(uses.revokedBytes())).isEqualTo(KEPT_REVOKED);
        assertThat(CodeUses.of(
                        HexFormat.of().parseHex(KEPT_USED), HexFormat.of().parseHex(KEPT_REVOKED)))
                .isEqualTo(uses);
    }

    @Test
    void otherBytesAreAnError() {
        assertThatThrownBy(() -> CodeUses.of(new byte[] {1, 2, 3}, NOTHING))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] cut = Arrays.copyOf(CodeUses.NONE.use(1, 2, 3).usedBytes(), 17);
        assertThatThrownBy(() -> CodeUses.of(cut, NOTHING)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 1})
    void tenMillionCodesTakeLessThanFourMebibytes(double share) {
        Random random = new Random(42);
        int[] serials = IntStream.range(0, Codes.MILLIONS)
                .filter(serial -> random.nextDouble() < share)
                .toArray();
        CodeUses uses = CodeUses.NONE.use(serials);

        assertThat((double) uses.used()).isBetween(Codes.MILLIONS * share * 0.99, Codes.MILLIONS * share * 1.01);
        assertThat(uses.bitBytes()).isLessThan(FOUR_MEBIBYTES);
        assertThat(uses.usedBytes().length + uses.revokedBytes().length).isLessThan(FOUR_MEBIBYTES);
    }

    @Test
    void theWorstOfBothMarksTakesLessThanFourMebibytes() {
        int[] everySecond =
                IntStream.range(0, Codes.MILLIONS / 2).map(at -> 2 * at).toArray();
        CodeUses uses = CodeUses.NONE.use(everySecond);
        byte[] worst = uses.usedBytes();
        CodeUses both = CodeUses.of(worst, worst);

        assertThat(both.bitBytes()).isLessThan(FOUR_MEBIBYTES);
        assertThat(2 * worst.length).isLessThan(FOUR_MEBIBYTES);
        assertThat(both.usedOrRevoked()).isEqualTo(Codes.MILLIONS / 2);
    }

    private static CodeUses change(Random random, CodeUses uses, BitSet used, BitSet revoked) {
        int serial = random.nextInt(300_000);
        if (used.get(serial)) {
            used.clear(serial);
            return uses.release(serial);
        }
        if (random.nextInt(20) == 0) {
            int last = serial + random.nextInt(random.nextBoolean() ? 100 : 100_000);
            revoked.set(serial, last + 1);
            return uses.revoke(serial, last);
        }
        int[] fresh = random.ints(1 + random.nextInt(1000), 0, 300_000)
                .distinct()
                .filter(number -> !used.get(number))
                .toArray();
        IntStream.of(fresh).forEach(used::set);
        return uses.use(fresh);
    }

    private static void assertSame(CodeUses uses, BitSet used, BitSet revoked) {
        for (int serial = 0; serial < 400_000; serial++) {
            CodeReason expected =
                    revoked.get(serial) ? CodeReason.REVOKED : used.get(serial) ? CodeReason.ALREADY_USED : null;
            assertThat(uses.refusal(serial).map(CodeRefusal::reason).orElse(null))
                    .isEqualTo(expected);
        }
        BitSet both = (BitSet) used.clone();
        both.or(revoked);
        assertThat(uses.usedOrRevoked()).isEqualTo(both.cardinality());
    }
}
