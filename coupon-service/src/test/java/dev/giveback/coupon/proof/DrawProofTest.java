package dev.giveback.coupon.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof, against figures that Python's hmac and hashlib made of the same texts. */
final class DrawProofTest {
    private static final String SEED = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final DrawProof proof = new DrawProof(SEED);

    @ParameterizedTest
    @CsvSource({"anna, order-1, 6275", "anna, order-2, 4387", "ben, order-1, 7855", "zoë, ö/1, 9340"})
    void aRollIsWhatTheContractSays(String customer, String orderId, int roll) {
        assertThat(proof.roll(customer, orderId)).isEqualTo(roll);
    }

    @Test
    void theCommitmentIsTheHashOfTheSeed() {
        assertThat(proof.isOf("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"))
                .isTrue();
        assertThat(proof.isOf("730dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"))
                .isFalse();
        assertThatThrownBy(() -> new DrawProof("00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDrawThatWasTamperedWithDoesNotHold() {
        assertThat(proof.holds("anna", "order-1", 6_275, 6_276, false)).isTrue();
        assertThat(proof.holds("anna", "order-1", 6_275, 6_275, true)).isTrue();
        assertThat(proof.holds("anna", "order-1", 6_275, 6_275, false)).isFalse();
        assertThat(proof.holds("anna", "order-1", 6_275, 6_276, true)).isFalse();
        assertThat(proof.holds("anna", "order-1", 6_274, 6_276, false)).isFalse();
        assertThat(proof.holds("ben", "order-1", 6_275, 6_276, false)).isFalse();
    }
}
