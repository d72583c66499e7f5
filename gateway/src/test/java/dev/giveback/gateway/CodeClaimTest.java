package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The request ids of claims. */
final class CodeClaimTest {
    private static final String ADA = "programs/shop/customers/ada";

    @Test
    void anIdIsTheSameInEveryBuild() {
        // Worked out by another program: gateways of two builds that run side by side must come to the same claim.
        for (String spelling : List.of("SUMMER10", "summer-10", " Summer 1o ")) {
            assertThat(CodeClaim.requestId(ADA, "order-1", spelling, 0))
                    .isEqualTo("checkout-c6926ef4e708cf7f9d03193c5b2d3ded5b5b29de");
        }
    }

    @Test
    void eachPartCounts() {
        assertThat(List.of(
                        CodeClaim.requestId(ADA, "order-1", "SUMMER10", 0),
                        CodeClaim.requestId(ADA + "1", "order-1", "SUMMER10", 0),
                        CodeClaim.requestId(ADA, "order-11", "SUMMER10", 0),
                        CodeClaim.requestId(ADA, "order-1", "SUMMER1", 0),
                        CodeClaim.requestId(ADA, "order-1", "SUMMER10", 1),
                        CodeClaim.requestId(ADA, "order-1", "SUMMER#10", 0)))
                .doesNotHaveDuplicates();
    }
}
