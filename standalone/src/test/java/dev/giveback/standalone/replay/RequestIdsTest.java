package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequestIdsTest {
    @Test
    void theSameRequestHasTheSameIdInEveryRunAndBuild() {
        assertThat(RequestIds.checkout("online-retail", "489434")).isEqualTo("a267f227-1dc9-3605-9ca4-72de6bdecdc0");
        assertThat(RequestIds.refund("online-retail", "C489449", "489434"))
                .isEqualTo("fed9fd30-bdb6-3f82-9762-b593cc92716e");
    }

    @Test
    void anotherProgramInvoiceOrderOrKindHasAnotherId() {
        assertThat(Set.of(
                        RequestIds.createProgram("p"),
                        RequestIds.checkout("p", "1"),
                        RequestIds.checkout("q", "1"),
                        RequestIds.checkout("p", "2"),
                        RequestIds.refund("p", "C1", "1"),
                        RequestIds.refund("p", "C1", "2"),
                        RequestIds.refund("p", "C2", "1")))
                .hasSize(7);
    }
}
