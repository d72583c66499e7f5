package dev.giveback.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.standalone.audit.DrawAudit.Drawn;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DrawAuditTest {
    private static final String SEED = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String COMMITMENT = "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd";

    @Test
    void rollsAreThoseThatAnotherProgramReckons() {
        // Reckoned by Python's hmac and hashlib.
        byte[] seed = HexFormat.of().parseHex(SEED);
        assertThat(DrawAudit.roll(seed, "13085", "489434")).isEqualTo(2_270);
        assertThat(DrawAudit.roll(seed, "ada", "o-1")).isEqualTo(8_934);
        assertThat(DrawAudit.roll(seed, "zoë", "o-1")).isEqualTo(3_140);
    }

    @Test
    void drawsInOrderHaveNoFinding() {
        DrawAudit audit = new DrawAudit(COMMITMENT, Optional.of(SEED));
        audit.check(new Drawn(1, "13085", "489434", 2_270, 10_000, false));
        audit.check(new Drawn(2, "ada", "o-1", 8_934, 1, true));

        assertThat(audit.findings()).isEmpty();
        assertThat(audit.checked()).isEqualTo(2);
        assertThat(audit.wrong()).isZero();
    }

    @Test
    void whateverIsWrongIsFound() {
        expectFound(new Drawn(1, "ada", "o-1", 8_935, 1, true), "by the seed");
        expectFound(new Drawn(1, "ada", "o-1", 8_934, 10_000, true), "is told as lost");
        expectFound(new Drawn(1, "ada", "o-1", 8_934, 1, false), "is told as not lost");
        expectFound(new Drawn(2, "ada", "o-1", 8_934, 1, true), "no gap");
    }

    @Test
    void anOrderThatComesTwiceIsFound() {
        DrawAudit audit = new DrawAudit(COMMITMENT, Optional.of(SEED));
        audit.check(new Drawn(1, "ada", "o-1", 8_934, 1, true));
        audit.check(new Drawn(2, "ada", "o-1", 8_934, 1, true));

        assertThat(audit.findings()).containsExactly("draw 2: order o-1 of ada was drawn before");
    }

    @Test
    void anotherSeedThanTheOneCommittedToIsFound() {
        assertThat(new DrawAudit(COMMITMENT.replace('6', '7'), Optional.of(SEED)).findings())
                .containsExactly("the seed is not the one that was committed to");
    }

    private static void expectFound(Drawn draw, String finding) {
        DrawAudit audit = new DrawAudit(COMMITMENT, Optional.of(SEED));
        audit.check(draw);
        assertThat(audit.findings()).anySatisfy(found -> assertThat(found).contains(finding));
        assertThat(audit.wrong()).isEqualTo(1);
    }
}
